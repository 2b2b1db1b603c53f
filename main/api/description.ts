/**
 * Where the API describes itself: for programs at /api/openapi.json, for people at /api/docs, the only page there is
 * below /api. Made when first asked for, and kept.
 */
import { DOCS_POLICY, docsPage } from './docs-page.ts';
import { describeApi } from './openapi.ts';
import type { Answer } from './route.ts';

export class Description {
  readonly #version: () => string;
  readonly #made = new Map<string, Answer>();

  constructor(version: () => string) {
    this.#version = version;
  }

  /** Null where the path, with or without a slash at its end, is none of the two. */
  at(path: string): Answer | null {
    const name = path.endsWith('/') ? path.slice(0, -1) : path;
    const make = PAGES.get(name);
    if (make === undefined) return null;
    const answer = this.#made.get(name) ?? make(this.#version());
    this.#made.set(name, answer);
    return answer;
  }
}

const PAGES: ReadonlyMap<string, (version: string) => Answer> = new Map([
  ['/api/openapi.json', (version: string) => ({ status: 200, body: JSON.stringify(describeApi(version)) })],
  [
    '/api/docs',
    (version: string) => ({
      status: 200,
      body: docsPage(describeApi(version)),
      headers: {
        'Content-Type': 'text/html; charset=utf-8',
        'Content-Security-Policy': DOCS_POLICY,
        'Referrer-Policy': 'no-referrer',
        'X-Frame-Options': 'DENY',
      },
    }),
  ],
]);
