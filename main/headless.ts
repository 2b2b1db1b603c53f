/**
 * Daytrail without Electron, for servers, containers and machines where Electron cannot run; a browser shows the window.
 *
 * Nothing is imported before the check: the store's native part ends older versions of Node by a segmentation fault,
 * without a word. This file alone must therefore run on any of them.
 */
const OLDEST_NODE = 22;
const { node: version = '0' } = process.versions;

if (Number.parseInt(version, 10) < OLDEST_NODE) {
  process.exitCode = 1;
  process.stderr.write(`daytrail: needs Node ${OLDEST_NODE} or newer, but was started on Node ${version}\n`);
} else {
  const { runHeadless } = await import('./headless-shell.ts');
  await runHeadless(process);
}
