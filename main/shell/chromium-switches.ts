/**
 * What Daytrail asks of Chromium before it is ready. Nothing here takes anything away from the sandbox, and nothing changes
 * how pages are drawn.
 *
 * On Linux the network service runs inside the main process. As a process of its own it holds 20 MB for as long as Daytrail
 * runs, though its pages reach no network (security.ts): what comes through it are our own files. On Linux that process has
 * no sandbox (Chromium's NetworkServiceSandbox is off there), so none is lost. On macOS and Windows it stays as it is.
 */
import type { CommandLine } from 'electron';

const FEATURES = 'enable-features';
const IN_PROCESS = 'NetworkServiceInProcess2';

export function switchChromium(
  commandLine: Pick<CommandLine, 'appendSwitch' | 'getSwitchValue'>,
  platform: NodeJS.Platform,
): void {
  if (platform !== 'linux') return;
  // A switch counts as given last: what the person who starts Daytrail wants is kept.
  const wanted = commandLine.getSwitchValue(FEATURES);
  if (wanted.includes('NetworkServiceSandbox')) return;
  commandLine.appendSwitch(FEATURES, wanted === '' ? IN_PROCESS : `${wanted},${IN_PROCESS}`);
}
