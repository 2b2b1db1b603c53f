/** Moving in: which file, what is in it, how far it is, what was done. Each step takes the focus when it comes. */
import { type ReactNode, useEffect, useRef } from 'react';
import { Page } from '../../components/page.tsx';
import type { ImportStep } from '../../state/import-task.ts';
import { useImportProgress, useImportStep } from '../../state/imports.tsx';
import { useTitle } from '../../state/title.ts';
import { ChooseStep } from './choose-step.tsx';
import { FailedStep } from './failed-step.tsx';
import styles from './import-view.module.css';
import { PreviewStep } from './preview-step.tsx';
import { ProgressStep } from './progress-step.tsx';
import { ReportStep } from './report-step.tsx';
import { totalOf } from './words.ts';

export function ImportView(): ReactNode {
  useTitle('Import');
  const step = useImportStep();
  const { state } = useImportProgress();
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(step.at);
  useEffect(() => {
    if (shown.current !== step.at) box.current?.focus();
    shown.current = step.at;
  }, [step.at]);
  return (
    <Page
      title="Import"
      wide
      note="Brings in what ActivityWatch recorded: its exports, and its own record even while it is running. You see what is in it before anything is taken, and the file is left as it is."
    >
      <div ref={box} className={styles.step} tabIndex={-1}>
        <Step step={step} underWay={state !== 'idle'} />
      </div>
    </Page>
  );
}

/** `underWay`: an import is, maybe one that was not begun in this window. */
function Step({ step, underWay }: { step: ImportStep; underWay: boolean }): ReactNode {
  switch (step.at) {
    case 'choosing':
      return underWay ? (
        <ProgressStep title="An import is under way" purpose="import" since={null} path={null} />
      ) : (
        <ChooseStep />
      );
    case 'looking':
      return <ProgressStep title="Looking at the file" purpose="look" since={step.since} path={step.path} />;
    case 'looked':
      return <PreviewStep preview={step.preview} counting={step.counting} />;
    case 'importing':
      return (
        <ProgressStep
          title="Importing"
          purpose="import"
          expected={totalOf(step.preview.buckets).events}
          since={step.since}
          path={step.preview.path}
        />
      );
    case 'done':
      return <ReportStep preview={step.preview} report={step.report} />;
    case 'failed':
      return <FailedStep step={step} />;
  }
}
