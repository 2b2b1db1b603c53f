/** Settings of another program, as far as Daytrail can keep them; keys it does not know stay as they are. */
import { refuseProto } from '../../api/json-body.ts';
import type { Json, JsonObject } from '../../events/event.ts';
import { checkJson, checkSettingKey } from '../../store/validate.ts';

/** Leaves out what has no value, and what could not be set. */
export function readableSettings(found: Iterable<readonly [key: string, value: Json | undefined]>): JsonObject {
  const kept: [string, Json][] = [];
  for (const [key, value] of found) if (value !== undefined && isSettable(key, value)) kept.push([key, value]);
  return Object.fromEntries(kept);
}

function isSettable(key: string, value: Json): boolean {
  try {
    checkSettingKey(key);
    checkJson(value);
    refuseProto({ [key]: value });
    return true;
  } catch {
    return false;
  }
}
