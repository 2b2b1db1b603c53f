/** The rules, in the order in which they are asked: each on or off, changed, or removed; and a new one. */
import { type ReactNode, useState } from 'react';
import type { PrivacyRule } from '../../../../preload/contract/privacy.ts';
import { Button } from '../../../components/button.tsx';
import { Toggle } from '../../../components/field.tsx';
import { CardRow, Cards, Part } from '../../../components/page.tsx';
import { useSetRules } from '../../../state/privacy.ts';
import { describeRule, NEW_RULE } from './rule.ts';
import { RuleEditor } from './rule-editor.tsx';

export function Rules({ rules }: { rules: readonly PrivacyRule[] }): ReactNode {
  /** The rule that is edited, as it was; its place is looked for when it is saved, since other programs change the list too. */
  const [edited, setEdited] = useState<PrivacyRule | null>(null);
  const turn = useSetRules();
  const remove = useSetRules('The rule was removed. What it kept out was never stored, and does not come back.');
  const save = useSetRules('The rule is saved, and holds from now on.', () => setEdited(null));
  const busy = turn.changing || remove.changing;
  return (
    <Part
      title="Rules"
      note="Each rule looks at one text of everything that arrives, from Daytrail itself or from any other program, and drops or redacts it before it is stored. What is stored already is not changed."
    >
      {rules.length === 0 ? (
        <p>There are no rules.</p>
      ) : (
        <Cards>
          {rules.map((rule, index) => {
            const { what, where } = describeRule(rule);
            const named = `rule ${index + 1}: ${what}`;
            return (
              <CardRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no name but its place, and two may be alike.
                key={index}
                about={
                  <Toggle
                    name={<strong>{what}</strong>}
                    detail={where}
                    label={`Use ${named}`}
                    on={rule.enabled}
                    disabled={busy}
                    onChange={(enabled) => turn.change(rules.with(index, { ...rule, enabled }))}
                  />
                }
                actions={
                  <>
                    <Button small onClick={() => setEdited(rule)} aria-label={`Edit ${named}`}>
                      Edit…
                    </Button>
                    <Button
                      small
                      onClick={() => remove.change(rules.toSpliced(index, 1))}
                      disabled={busy}
                      aria-label={`Remove ${named}`}
                    >
                      Remove
                    </Button>
                  </>
                }
              />
            );
          })}
        </Cards>
      )}
      <Button onClick={() => setEdited(NEW_RULE)}>Add a rule…</Button>
      {edited === null ? null : (
        <RuleEditor
          rule={edited}
          isNew={edited === NEW_RULE}
          saving={save.changing}
          onSave={(rule) => save.change(inPlaceOf(edited, rule, rules))}
          onClose={() => setEdited(null)}
        />
      )}
    </Part>
  );
}

/** Where the edited rule is gone, or is a new one, it comes behind the others. */
function inPlaceOf(edited: PrivacyRule, rule: PrivacyRule, rules: readonly PrivacyRule[]): PrivacyRule[] {
  const same = JSON.stringify(edited);
  const place = edited === NEW_RULE ? -1 : rules.findIndex((each) => JSON.stringify(each) === same);
  return place === -1 ? [...rules, rule] : rules.with(place, rule);
}
