/** What went wrong, that nothing was imported, and what to do. */
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { Failed } from '../../components/state.tsx';
import type { ImportStep } from '../../state/import-task.ts';
import { useImportTask } from '../../state/imports.tsx';
import { remedyFor } from './words.ts';

export function FailedStep({ step }: { step: ImportStep & { readonly at: 'failed' } }): ReactNode {
  const task = useImportTask();
  const remedy = remedyFor(step.kind);
  const again = () => {
    task.restart();
    void task.look(step.path);
  };
  return (
    <Failed
      title={step.preview === null ? 'This file cannot be read.' : 'Nothing was imported.'}
      onRetry={again}
      actions={<Button onClick={() => task.restart()}>Choose another file</Button>}
    >
      {step.message.includes(step.path) ? null : (
        <p>
          <code>{step.path}</code>
        </p>
      )}
      <p>{step.message}</p>
      {remedy === null ? null : <p>{remedy}</p>}
    </Failed>
  );
}
