/** The rules of updates, without any of their doing: which Daytrail may update itself, when it looks, when it installs. */
import type { UpdatesOff } from '../../preload/contract/updates.ts';
import { messageOf } from './message-of.ts';
import type { Cause } from './shutdown-causes.ts';

export interface Installation {
  readonly platform: NodeJS.Platform;
  /** Whether it runs as it was packaged, not from its source. */
  readonly packaged: boolean;
  /** Of the executable, with all links followed. */
  readonly executable: string;
  /** An AppImage tells its program where it lies; portable programs on Windows are told as well. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** What is written in resources/package-type, which electron-builder leaves in a deb or rpm; null: there is none. */
  readonly packageType: string | null;
  /** Whether there is a resources/app-update.yml, which says where newer ones are. */
  readonly hasFeed: boolean;
  /** Windows: whether the installer's own uninstaller lies beside the executable. */
  readonly hasUninstaller: boolean;
}

export interface Off {
  readonly reason: UpdatesOff;
  readonly message: string;
}

const MESSAGES: Readonly<Record<UpdatesOff, string>> = {
  source: 'Daytrail runs from its source, which is updated where it came from.',
  headless: 'Without a desktop Daytrail does not update itself: stop it, update it, and start it again.',
  'package-manager': "Daytrail was installed as a package, so the system's own updates bring a newer one.",
  'not-installed': 'Daytrail was not installed but only unpacked, so it does not update itself: unpack a newer one.',
  nowhere: 'This Daytrail was built without a place to look for newer ones. Look where it came from.',
};

export const off = (reason: UpdatesOff): Off => ({ reason, message: MESSAGES[reason] });

/** Null: it may update itself. */
export function whyOff(installation: Installation): Off | null {
  const { packaged, hasFeed } = installation;
  if (!packaged) return off('source');
  const reason = howInstalled(installation);
  if (reason !== null) return off(reason);
  return hasFeed ? null : off('nowhere');
}

function howInstalled({ platform, env, executable, packageType, hasUninstaller }: Installation): UpdatesOff | null {
  switch (platform) {
    case 'linux':
      // What lies in an AppImage may have come from the same folder as the deb, with its mark.
      if (env.APPIMAGE) return null;
      return packageType === null ? 'not-installed' : 'package-manager';
    case 'win32':
      return hasUninstaller && !env.PORTABLE_EXECUTABLE_DIR ? null : 'not-installed';
    case 'darwin':
      // Started from the disk image, or moved aside by the system because it was never put among the applications.
      return /^\/Volumes\/|\/AppTranslocation\//.test(executable) ? 'not-installed' : null;
    default:
      return 'not-installed';
  }
}

/**
 * Only a person's own quit that lost nothing leaves time to install: when the system or the session ends, the installer
 * would be ended half way, with neither version left.
 */
export const installsAfter = (cause: Cause | null, exitCode: number): boolean => cause === 'quit' && exitCode === 0;

export const LOOK_EVERY_MS = 24 * 60 * 60 * 1000;
/** Not in the first minutes, which belong to whoever has just started the computer. */
export const FIRST_LOOK_MS = 10 * 60 * 1000;

/** ms until the next look by itself, monotonic like its arguments; null: there is none. `since`: of the start. */
export function nextLook({ daily, lookedAt, since }: { daily: boolean; lookedAt: number | null; since: number }) {
  if (!daily) return null;
  return lookedAt === null ? Math.max(0, FIRST_LOOK_MS - since) : Math.max(0, LOOK_EVERY_MS - (since - lookedAt));
}

/** Chromium's names of what keeps it from reaching a server, and Node's. */
const UNREACHABLE = /\bnet::ERR_|\b(ENOTFOUND|ECONNREFUSED|ECONNRESET|ETIMEDOUT|EAI_AGAIN)\b/;

/** What a person should know of a look or a download that failed. */
export function troubleOf(error: unknown): string {
  const text = messageOf(error);
  if (UNREACHABLE.test(text))
    return 'The place where newer ones are cannot be reached. Try again when there is a connection.';
  if (/sha512|checksum|signature|not signed/i.test(text)) {
    return 'What was fetched is not what was published, so it is not installed. Try again later.';
  }
  return 'It could not be found out or fetched. Try again later; the log says what was wrong.';
}
