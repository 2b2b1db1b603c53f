/** Decides which shell `npm start` starts: Electron where it can run, the headless one otherwise, and says why. */
import { isRuntimeSwitch } from '../../main/lifecycle/runtime-switches.ts';

export type Runtime = { readonly executable: string } | { readonly reason: string };

export type Shell =
  | { readonly kind: 'electron'; readonly executable: string; readonly args: readonly string[] }
  | { readonly kind: 'headless'; readonly reason: string; readonly args: readonly string[] };

/** The display is asked first: without one a runtime would be fetched for nothing. */
export async function chooseShell(
  args: readonly string[],
  display: boolean,
  runtime: () => Promise<Runtime>,
): Promise<Shell> {
  if (!display) return headless('there is no display', args);
  const found = await runtime();
  if ('reason' in found) return headless(found.reason, args);
  return { kind: 'electron', executable: found.executable, args };
}

/** With the same flags, but for those that are Electron's own. */
export function headless(reason: string, args: readonly string[]): Extract<Shell, { kind: 'headless' }> {
  return { kind: 'headless', reason, args: args.filter((arg) => !isRuntimeSwitch(arg)) };
}

const REFUSALS: readonly (readonly [RegExp, string])[] = [
  [/Running as root without --no-sandbox/, 'Electron does not run as root'],
  [/Missing X server|Failed to connect to Wayland display|Unable to open X display/, 'the display cannot be reached'],
  [/error while loading shared libraries: ([^:\s]+)/, 'a library that Electron needs is missing'],
  [/SUID sandbox helper binary was found, but is not configured/, "Electron's sandbox is not set up on this system"],
];

/** Why Electron ended as soon as it had begun, from what it wrote; null where that was not its own refusal to run here. */
export function refusal(stderr: string): string | null {
  for (const [pattern, reason] of REFUSALS) {
    const found = pattern.exec(stderr);
    if (found !== null) return found[1] === undefined ? reason : `${reason} (${found[1]})`;
  }
  return null;
}
