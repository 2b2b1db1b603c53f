/** The window around its views: head, view, troubles, foot; what can be done from everywhere; where the focus goes. */
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { Redirect, Route, Switch, useLocation, useSearch } from 'wouter';
import { ErrorBoundary } from '../../components/error-boundary.tsx';
import { type Action, useQuit, useSaveNow, useStatus } from '../../state/actions.ts';
import { type Command, useAllCommands, useCommands } from '../../state/commands.tsx';
import { PAUSES, usePause } from '../../state/pause.ts';
import { useLive } from '../../state/use-live.ts';
import { ActivityView } from '../activity/activity-view.tsx';
import { formatActivityPlace, parseActivityPlace } from '../activity/place.ts';
import { bucketIn } from '../data/bucket-path.ts';
import { BucketsView } from '../data/buckets-view.tsx';
import { useBucketCommands } from '../data/use-bucket-commands.ts';
import { ImportView } from '../import/import-view.tsx';
import { sectionCommands } from '../preferences/commands.ts';
import { PreferencesView } from '../preferences/preferences-view.tsx';
import { TimelineView } from '../timeline/timeline-view.tsx';
import { AccessRequests } from './access-requests.tsx';
import styles from './frame.module.css';
import { Header } from './header.tsx';
import { KeysHelp } from './keys-help.tsx';
import { NoticeArea } from './notices.tsx';
import { Palette } from './palette.tsx';
import { ReturnQuestion } from './return-question.tsx';
import { StatusBar } from './status-bar.tsx';
import { Troubles } from './troubles.tsx';

type Dialog = 'palette' | 'help' | null;

export function Frame({ lost }: { lost: boolean }): ReactNode {
  useLive();
  const { data: status } = useStatus();
  const [dialog, setDialog] = useState<Dialog>(null);
  const { places, main } = useViews();
  const quit = useQuit();
  const own = useOwnCommands(setDialog, quit, status?.recording.state === 'paused');
  useBucketCommands();
  const all = useAllCommands();
  const close = () => setDialog(null);

  return (
    <div className={styles.frame}>
      <button type="button" className={styles.skip} onClick={() => main.current?.focus()}>
        Skip to the view
      </button>
      <Header
        places={places}
        menu={own.filter(({ id }) => MENU.includes(id))}
        onPalette={() => setDialog('palette')}
        onHelp={() => setDialog('help')}
      />
      <div>
        <AccessRequests />
        <ReturnQuestion />
      </div>
      <main ref={main} className={styles.view} tabIndex={-1}>
        <ErrorBoundary>
          <Switch>
            <Route path="/timeline">
              <TimelineView />
            </Route>
            <Route path="/activity">
              <ActivityView />
            </Route>
            <Route path="/data/:bucket?">
              {({ bucket }) => <BucketsView chosen={bucket === undefined ? null : bucketIn(bucket)} />}
            </Route>
            <Route path="/import">
              <ImportView />
            </Route>
            <Route path="/preferences/:section?">{({ section }) => <PreferencesView chosen={section} />}</Route>
            <Route>
              <Redirect to="/timeline" replace />
            </Route>
          </Switch>
        </ErrorBoundary>
        <NoticeArea />
      </main>
      <Troubles status={status} lost={lost} quit={quit.done} />
      <StatusBar status={status} lost={lost} />
      {dialog === 'palette' ? <Palette commands={all} onClose={close} /> : null}
      {dialog === 'help' ? <KeysHelp commands={all} onClose={close} /> : null}
    </div>
  );
}

const MENU = [...PAUSES.map(({ length }) => `pause ${length}`), 'resume', 'preferences', 'save', 'keys', 'quit'];

function useOwnCommands(show: (dialog: Dialog) => void, quit: Action, paused: boolean): readonly Command[] {
  const [location, navigate] = useLocation();
  const search = useSearch();
  const save = useSaveNow();
  const pausing = usePauseCommands(paused);
  /** In the view where one is, if that is one of times. */
  const today = () =>
    navigate(
      location === '/activity' ? formatActivityPlace({ ...parseActivityPlace(search), date: null }) : '/timeline',
    );
  const commands: readonly Command[] = [
    { id: 'today', group: 'Timeline', name: 'Today', keys: 'T', words: 'now', run: today },
    {
      id: 'activity',
      group: 'Activity',
      name: 'Activity',
      words: 'report summary categories apps sites time spent',
      run: () => navigate('/activity'),
    },
    { id: 'data', group: 'Data', name: 'Data', words: 'buckets events raw', run: () => navigate('/data') },
    {
      id: 'import',
      group: 'Data',
      name: 'Import…',
      words: 'activitywatch move in file',
      run: () => navigate('/import'),
    },
    {
      id: 'preferences',
      group: 'Daytrail',
      name: 'Preferences',
      words: 'settings options',
      run: () => navigate('/preferences'),
    },
    ...sectionCommands(navigate),
    ...pausing,
    { id: 'save', group: 'Daytrail', name: 'Save now', words: 'commit disk', run: save.run },
    { id: 'palette', group: 'Daytrail', name: 'Go to or do anything', keys: 'Mod+K', run: () => show('palette') },
    {
      id: 'keys',
      group: 'Daytrail',
      name: 'Keys',
      keys: '?',
      words: 'help shortcuts keyboard',
      run: () => show('help'),
    },
    { id: 'quit', group: 'Daytrail', name: 'Quit Daytrail', words: 'exit stop', run: quit.run },
  ];
  useCommands(commands);
  return commands;
}

/** Whoever paused may also begin another pause. */
function usePauseCommands(paused: boolean): readonly Command[] {
  const { pause, resume } = usePause();
  const words = 'stop recording break private';
  const pauses = PAUSES.map(({ length, name }) => ({
    id: `pause ${length}`,
    group: 'Daytrail' as const,
    name: `Pause recording: ${name.charAt(0).toLowerCase()}${name.slice(1)}`,
    words,
    run: () => pause(length),
  }));
  const end: Command = { id: 'resume', group: 'Daytrail', name: 'Resume recording', words: 'pause', run: resume };
  return paused ? [end, ...pauses] : pauses;
}

/** Where each view was left, so that one returns to it; and the focus, which follows when another view is gone to. */
function useViews() {
  const [location] = useLocation();
  const search = useSearch();
  const view = location.split('/')[1] ?? '';
  const main = useRef<HTMLElement>(null);
  const [places, setPlaces] = useState<Readonly<Record<string, string>>>({});
  const place = search === '' ? location : `${location}?${search}`;
  useEffect(() => {
    setPlaces((before) => (before[view] === place ? before : { ...before, [view]: place }));
  }, [view, place]);
  const shown = useRef(view);
  useEffect(() => {
    if (shown.current === view) return;
    // The first redirect, from no view at all, is nobody's step.
    if (shown.current !== '') main.current?.focus();
    shown.current = view;
  }, [view]);
  return { places, main };
}
