/** What trying a rule found, in words. Pure. */
import type { PrivacyRule, PrivacyTrial } from '../../../../preload/contract/privacy.ts';
import { counted } from '../../../format/names.ts';
import { TRIAL_DAYS } from '../../../state/privacy.ts';

type Action = Pick<PrivacyRule, 'action' | 'replacement'>;

export function textInWords({ found }: PrivacyTrial, { action, replacement }: Action): string {
  if (found === null)
    return 'Whether it finds its pattern in this text takes too long to tell. Make the pattern simpler.';
  if (!found) return 'This text would be recorded as it is.';
  return action === 'drop' ? 'This would not be recorded.' : `This would be recorded as “${replacement}”.`;
}

export function eventsInWords({ events }: PrivacyTrial, { action }: Action, locale: string): string {
  const time = `of the last ${TRIAL_DAYS} days`;
  if (events === null) return `How many events ${time} have it takes too long to tell. Make the pattern simpler.`;
  if (events === 0) return `Nothing ${time} has it.`;
  return `${counted(events, 'event', 'events', locale)} ${time} would have been ${action === 'drop' ? 'dropped' : 'redacted'}.`;
}
