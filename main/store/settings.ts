/**
 * The settings, held in memory as the JSON they are stored as: few, small, and readable while the disk is not. The one with
 * the rules of privacy holds from the moment it is set.
 */
import type Database from 'better-sqlite3';
import type { Json, JsonObject, Micros } from '../events/event.ts';
import { DAY_START_SETTING, parseDayStart } from './day-start.ts';
import type { OpenBatch } from './open-batch.ts';
import { PRIVACY_SETTING, type Privacy } from './privacy.ts';
import { checkJson, checkSettingKey } from './validate.ts';

export interface SettingsOptions {
  readonly connection: Database.Database;
  readonly batch: OpenBatch;
  readonly privacy: Privacy;
  readonly now: () => Micros;
  /** After one was set or deleted. */
  changed(key: string): void;
}

interface Row {
  readonly key: string;
  readonly value: string;
}

export class Settings {
  readonly #batch: OpenBatch;
  readonly #privacy: Privacy;
  readonly #now: () => Micros;
  readonly #changed: (key: string) => void;
  readonly #values = new Map<string, string>();

  constructor({ connection, batch, privacy, now, changed }: SettingsOptions) {
    this.#batch = batch;
    this.#privacy = privacy;
    this.#now = now;
    this.#changed = changed;
    for (const row of connection.prepare<[], Row>('SELECT key, value FROM settings').iterate()) {
      this.#values.set(row.key, row.value);
    }
    privacy.load(this.get(PRIVACY_SETTING));
  }

  list(): JsonObject {
    const keys = [...this.#values.keys()].sort();
    return Object.fromEntries(keys.map((key) => [key, this.get(key)]));
  }

  /** Null where it is not set. */
  get(key: string): Json {
    const value = this.#values.get(key);
    return value === undefined ? null : (JSON.parse(value) as Json);
  }

  /** `invalid` for what cannot be stored, and where the setting is one of ours that could not be gone by. */
  set(key: string, value: Json): void {
    checkSettingKey(key);
    checkJson(value);
    const rules = key === PRIVACY_SETTING ? this.#privacy.read(value) : null;
    if (key === DAY_START_SETTING) parseDayStart(value);
    // As it was given: the order of keys in a setting is the person's.
    const json = JSON.stringify(value);
    this.#batch.write('setting', 1, [{ kind: 'set-setting', key, value: json, modified: this.#now() }]);
    this.#values.set(key, json);
    if (rules !== null) this.#privacy.use(rules);
    this.#changed(key);
  }

  /** False where it was not set. */
  delete(key: string): boolean {
    if (!this.#values.has(key)) return false;
    this.#batch.write('setting', 1, [{ kind: 'delete-setting', key }]);
    this.#values.delete(key);
    if (key === PRIVACY_SETTING) this.#privacy.use([]);
    this.#changed(key);
    return true;
  }
}
