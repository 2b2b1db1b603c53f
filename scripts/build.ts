/** `npm run build`: builds everything into out/. */
import { build } from './build/build.ts';
import { endChildrenOnSignals } from './runtime/child.ts';

endChildrenOnSignals();
const built = await build(true);
process.exitCode = built.ok ? 0 : 1;
