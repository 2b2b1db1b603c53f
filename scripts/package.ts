/** `npm run package`: builds if need be, and packages for this system; electron-builder's arguments may follow (`-- --dir`). */
import { build, isStale } from './build/build.ts';
import { packageApp } from './package/package.ts';
import { endChildrenOnSignals } from './runtime/child.ts';

endChildrenOnSignals();
const built = isStale() ? await build(true) : { ok: true, reason: '' };
const done = built.ok
  ? await packageApp(process.argv.slice(2), process.env, (line) => console.log(line))
  : { reason: `the build: ${built.reason}` };
if ('reason' in done) {
  console.error(`Not packaged. ${done.reason}`);
  process.exitCode = 1;
}
