/**
 * The privacy filters as the window edits them: every key there and of its kind, whatever the setting says, so that a rule
 * that cannot be used is shown and can be put right.
 */
import type { PrivacyRule } from '../../preload/contract/privacy.ts';
import type { Json } from '../events/event.ts';

export function shownRules(setting: Json): PrivacyRule[] {
  if (!Array.isArray(setting)) return [];
  return setting.map((given) => {
    const rule = typeof given === 'object' && given !== null && !Array.isArray(given) ? given : {};
    return {
      ...rule,
      enabled: rule.enabled !== false,
      bucket_prefix: text(rule.bucket_prefix),
      field: text(rule.field),
      pattern: text(rule.pattern),
      action: rule.action === 'redact' ? 'redact' : 'drop',
      replacement: text(rule.replacement),
    };
  });
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '');
