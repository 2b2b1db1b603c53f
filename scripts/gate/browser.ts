/** The browser tests, with a Chromium that is there or is installed for them. */
import { CHROMIUM_VARIABLE, ensureChromium } from '../runtime/chromium.ts';
import type { Outcome } from './outcome.ts';
import { runPlaywright, skipPlaywright } from './playwright.ts';

export async function runBrowserTests(): Promise<Outcome> {
  const chromium = await ensureChromium(process.env, (line) => console.log(line));
  if ('reason' in chromium) return skipPlaywright('browser', chromium.reason);
  return runPlaywright('browser', { variables: { [CHROMIUM_VARIABLE]: chromium.path } });
}
