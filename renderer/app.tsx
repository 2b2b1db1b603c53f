/** The whole window: what everything below is given, and the way from no connection to the frame. */
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { Tooltip } from 'radix-ui';
import type { ReactNode } from 'react';
import type { Daytrail } from '../preload/contract/daytrail.ts';
import type { ConnectionState } from './bridge/index.ts';
import { ErrorBoundary } from './components/error-boundary.tsx';
import { CommandProvider } from './state/commands.tsx';
import { DaytrailProvider } from './state/daytrail.tsx';
import { ImportProvider } from './state/imports.tsx';
import { NoticeProvider } from './state/notices.tsx';
import { type Person, PersonProvider } from './state/person.tsx';
import { Frame } from './views/frame/frame.tsx';
import { Gate } from './views/frame/gate.tsx';

export interface AppProps {
  readonly connect: () => Promise<Daytrail>;
  readonly connection: {
    get(): ConnectionState;
    subscribe(listener: () => void): () => void;
  };
  readonly client: QueryClient;
  readonly person: Person;
}

/** How long the pointer rests on a control before its name is shown. */
const HINT_AFTER_MS = 500;

export function App({ connect, connection, client, person }: AppProps): ReactNode {
  return (
    <ErrorBoundary>
      <PersonProvider value={person}>
        <QueryClientProvider client={client}>
          <Tooltip.Provider delayDuration={HINT_AFTER_MS} skipDelayDuration={200}>
            <Gate connect={connect} connection={connection}>
              {(daytrail, state) => (
                <DaytrailProvider value={daytrail}>
                  <NoticeProvider>
                    <CommandProvider>
                      <ImportProvider>
                        <Frame lost={state === 'lost'} />
                      </ImportProvider>
                    </CommandProvider>
                  </NoticeProvider>
                </DaytrailProvider>
              )}
            </Gate>
          </Tooltip.Provider>
        </QueryClientProvider>
      </PersonProvider>
    </ErrorBoundary>
  );
}
