/** Where the project lies, and how its tools are called: as JavaScript by this same Node, which needs no shell on any system. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('..', import.meta.url));

export const inRoot = (...parts: string[]): string => join(ROOT, ...parts);

export const TOOLS = {
  biome: inRoot('node_modules/@biomejs/biome/bin/biome'),
  build: inRoot('node_modules/electron-vite/bin/electron-vite.js'),
  package: inRoot('node_modules/electron-builder/cli.js'),
  mocha: inRoot('node_modules/mocha/bin/mocha.js'),
  playwright: inRoot('node_modules/@playwright/test/cli.js'),
  tsc: inRoot('node_modules/typescript/bin/tsc'),
  vitest: inRoot('node_modules/vitest/vitest.mjs'),
} as const;
