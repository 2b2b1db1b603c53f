/**
 * The Chromium that the browser tests and benchmarks drive: one that is there, or one that is installed for them.
 */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { TOOLS } from '../root.ts';
import { run, runNode } from './child.ts';

/** Names the executable to the tests; set by hand, it is used before any other. */
export const CHROMIUM_VARIABLE = 'DAYTRAIL_CHROMIUM';

const PROGRAM_FILES = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'] as const;

/** Where a browser of the Chromium family may lie. Not Ubuntu's /usr/bin/chromium-browser, which is no browser but a snap's door. */
export function chromiumPlaces(platform: NodeJS.Platform, env: NodeJS.ProcessEnv): readonly string[] {
  switch (platform) {
    case 'win32':
      return PROGRAM_FILES.flatMap((variable) => {
        const folder = env[variable];
        return folder === undefined ? [] : [join(folder, 'Google/Chrome/Application/chrome.exe')];
      });
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
      ];
    default:
      return ['/usr/bin/chromium', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome'];
  }
}

/** The browser to use, or null where there is none. */
export function findChromium(env: NodeJS.ProcessEnv): string | null {
  const named = env[CHROMIUM_VARIABLE];
  const places = [...chromiumPlaces(process.platform, env), chromium.executablePath()];
  return (named ? [named] : places).find((place) => existsSync(place)) ?? null;
}

export type Installed = { readonly path: string } | { readonly reason: string };

/** Finds a browser, installing one where there is none: Debian's own as root, Playwright's elsewhere. */
export async function ensureChromium(env: NodeJS.ProcessEnv, say: (line: string) => void): Promise<Installed> {
  const found = findChromium(env);
  if (found !== null) return { path: found };
  const reasons: string[] = [];
  for (const way of isDebianRoot() ? [byApt, byPlaywright] : [byPlaywright]) {
    reasons.push(await way(say));
    const installed = findChromium(env);
    if (installed !== null) return { path: installed };
  }
  return { reason: `there is no Chromium, and it could not be installed (${reasons.join('; ')})` };
}

function isDebianRoot(): boolean {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return false;
  try {
    return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

async function byApt(say: (line: string) => void): Promise<string> {
  say("Installing Debian's Chromium");
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const steps = [['update'], ['install', '-y', '--no-install-recommends', 'chromium']];
  for (const args of steps) {
    const done = await run('apt-get', args, { deadlineMs: 300_000, env });
    if (!done.ok) return `apt-get ${args[0]}: ${done.reason}`;
  }
  return 'apt-get: it installed no chromium';
}

async function byPlaywright(say: (line: string) => void): Promise<string> {
  say("Installing Playwright's Chromium");
  const done = await runNode(TOOLS.playwright, ['install', 'chromium'], { deadlineMs: 300_000 });
  return `playwright install chromium: ${done.reason || 'it installed none'}`;
}
