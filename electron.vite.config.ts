import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { bundledPackages } from './scripts/build/bundled-packages.ts';
import { x11AsAWatcherNeedsIt } from './scripts/build/x11-parts.ts';

const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url));

/**
 * Three bundles in out/: main (ES modules), preload (one CommonJS file, as a sandboxed preload must be) and renderer.
 * Only better-sqlite3 and koffi stay outside (they load their own binaries); everything else is inlined.
 * The targets are those of the older runtime the code must run on (Electron 33: Node 20.18, Chrome 130).
 */
export default defineConfig({
  main: {
    plugins: [x11AsAWatcherNeedsIt(), bundledPackages('main', path('out'))],
    build: {
      target: 'node20.18',
      outDir: 'out/main',
      externalizeDeps: true,
      rollupOptions: {
        input: {
          index: path('main/index.ts'),
          headless: path('main/headless.ts'),
          'store.thread': path('main/store/store.thread.ts'),
          'query.thread': path('main/query/query.thread.ts'),
          'import.thread': path('main/interchange/import.thread.ts'),
          'join.thread': path('main/interchange/join.thread.ts'),
          'backup.thread': path('main/store/backups/backup.thread.ts'),
        },
        // Entries and shared chunks lie side by side, so that a thread's file is found beside whoever starts it.
        output: {
          format: 'es',
          entryFileNames: '[name].js',
          chunkFileNames: '[name]-[hash].js',
          // Function names and lines stay, for traces in the log. One character that is not ASCII, in a comment, makes V8 hold a
          // whole file in two bytes each.
          comments: false,
          minify: { compress: false, mangle: false, codegen: { removeWhitespace: false, asciiOnly: true } },
        },
      },
    },
  },
  preload: {
    plugins: [bundledPackages('preload', path('out'))],
    build: {
      // electron-vite takes only Node's versions here; it is the one of the same Electron.
      target: 'node20.18',
      outDir: 'out/preload',
      rollupOptions: {
        input: { index: path('preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    // The window's routes are paths (/data/some-bucket), so its assets are found from the root; electron-vite would write './'.
    plugins: [
      react(),
      { name: 'daytrail:root-base', enforce: 'post', config: () => ({ base: '/' }) },
      bundledPackages('renderer', path('out')),
    ],
    build: {
      target: 'chrome130',
      outDir: 'out/renderer',
      minify: true,
      // One file, though it is large: it comes from this computer, and no view has to be fetched once Daytrail is gone.
      chunkSizeWarningLimit: 800,
      rollupOptions: { input: { index: path('renderer/index.html') } },
    },
  },
});
