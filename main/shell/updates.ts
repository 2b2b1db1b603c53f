/**
 * Updates in Electron: electron-updater behind our own interface, loaded when it is first needed. What it may do by itself
 * is switched off: it fetches, installs and quits only when told to, and sends nothing that would tell one person's
 * Daytrail from another's.
 */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { autoUpdater as system } from 'electron';
import type { AppUpdater, UpdateInfo } from 'electron-updater';
import type { Log } from '../lifecycle/log.ts';
import type { Found, Updater, UpdaterSource } from '../lifecycle/update-door.ts';
import { type Installation, whyOff } from '../lifecycle/update-policy.ts';

/** How this Daytrail was installed, as its files tell. `resources`: process.resourcesPath. */
export function installationAt(
  { platform, env }: Pick<NodeJS.Process, 'platform' | 'env'>,
  { packaged, executable, resources }: { packaged: boolean; executable: string; resources: string },
): Installation {
  const packageType = path.join(resources, 'package-type');
  return {
    platform,
    env,
    packaged,
    executable,
    packageType: existsSync(packageType) ? readFileSync(packageType, 'utf8').trim() : null,
    hasFeed: existsSync(path.join(resources, 'app-update.yml')),
    hasUninstaller: existsSync(path.join(path.dirname(executable), 'Uninstall Daytrail.exe')),
  };
}

export function updateSource(installation: Installation, log: Log): UpdaterSource {
  const off = whyOff(installation);
  return off === null ? { open: () => openUpdater(installation.platform, log) } : { off };
}

async function openUpdater(platform: NodeJS.Platform, log: Log): Promise<Updater> {
  const { NsisUpdater, MacUpdater, AppImageUpdater } = await import('electron-updater');
  if (platform === 'win32') {
    const updater = new NsisUpdater();
    return over(tamed(updater, log), { install: () => void updater.install(true, false) });
  }
  if (platform === 'darwin') return over(tamed(new MacUpdater(), log), { stage: giveToSystem });
  // Not the updater of whatever resources/package-type says: an AppImage may hold the mark of a deb.
  const updater = new AppImageUpdater();
  return over(tamed(updater, log), { install: () => void updater.install(true, false) });
}

/** A header that its servers may have releases rolled out by; the same for everybody, it tells nothing. */
const NOBODY = '00000000-0000-4000-8000-000000000000';

function tamed<U extends AppUpdater>(updater: U, log: Log): U {
  updater.autoDownload = false;
  updater.autoInstallOnAppQuit = false;
  updater.autoRunAppAfterInstall = false;
  updater.disableWebInstaller = true;
  updater.requestHeaders = { 'x-user-staging-id': NOBODY };
  updater.isUserWithinRollout = () => true;
  // Its own lines name files and addresses of the release, which are nobody's secret; they help when it fails.
  updater.logger = {
    info: (line: unknown) => log.info(`updates: ${line}`),
    warn: (line: unknown) => log.warn(`updates: ${line}`),
    error: (line: unknown) => log.error(`updates: ${line}`),
  };
  return updater;
}

function over(updater: AppUpdater, { stage, install }: Partial<Pick<Updater, 'stage' | 'install'>>): Updater {
  return {
    look: async () => {
      const answer = await updater.checkForUpdates();
      return answer?.isUpdateAvailable === true ? found(answer.updateInfo) : null;
    },
    fetch: async (tell) => {
      const progress = ({ percent }: { percent: number }) => tell(percent / 100);
      updater.on('download-progress', progress);
      try {
        await updater.downloadUpdate();
      } finally {
        updater.off('download-progress', progress);
      }
    },
    stage: stage ?? (async () => undefined),
    install: install ?? (() => undefined),
  };
}

function found({ version, releaseDate, files }: UpdateInfo): Found {
  const published = Date.parse(releaseDate);
  return {
    version,
    published: Number.isNaN(published) ? null : published * 1000,
    size: files[0]?.size ?? null,
  };
}

/** On macOS the system itself installs what it was given, once Daytrail has ended. It is given it only then. */
function giveToSystem(): Promise<void> {
  return new Promise((resolve, reject) => {
    system.once('update-downloaded', () => resolve());
    system.once('error', reject);
    system.checkForUpdates();
  });
}
