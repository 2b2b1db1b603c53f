/** The window's entry: connects and shows the app. Composition only. */
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { connect, connection } from './bridge/index.ts';
import { createClient } from './state/client.ts';
import { readPerson } from './state/person.tsx';

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no #root');
createRoot(root).render(
  <App connect={connect} connection={connection} client={createClient()} person={readPerson()} />,
);
