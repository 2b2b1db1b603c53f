/**
 * The access that was given: the key in force and the extensions that were let in, and what became of those that were
 * not. It may change while requests come in, and holds from the next one on.
 */
import type { AccessRules } from '../store/policy.ts';
import { type Digest, digestOf } from './api-key.ts';

export interface AskingExtension {
  readonly origin: string;
  /** As it said itself, so worth nothing but a name to show. */
  readonly userAgent: string;
}

/** Who asked is told once each, as long as nothing changes; more than these are many more than a person installs. */
const MAX_ASKING = 64;
const MAX_USER_AGENT = 500;

export class Access {
  readonly #onAsked: (extension: AskingExtension) => void;
  readonly #asked = new Set<string>();
  #extensions: ReadonlySet<string> = new Set();
  #key: Digest | null = null;

  /** `onAsked`: an extension wants more than it may have. */
  constructor(rules: AccessRules, onAsked: (extension: AskingExtension) => void) {
    this.#onAsked = onAsked;
    this.change(rules);
  }

  /** What the key's digest must be; null: no key is needed. */
  get key(): Digest | null {
    return this.#key;
  }

  change({ apiKey, extensions }: AccessRules): void {
    this.#key = apiKey === null ? null : digestOf(apiKey);
    this.#extensions = new Set(extensions);
    this.#asked.clear();
  }

  /** Whether nobody was let in. */
  get none(): boolean {
    return this.#extensions.size === 0;
  }

  includes(origin: string): boolean {
    return this.#extensions.has(origin);
  }

  asked(origin: string, userAgent = ''): void {
    if (this.#asked.has(origin) || this.#asked.size >= MAX_ASKING) return;
    this.#asked.add(origin);
    this.#onAsked({ origin, userAgent: userAgent.slice(0, MAX_USER_AGENT) });
  }
}
