/**
 * Which buckets say what was done on a host, chosen as ActivityWatch's window chooses them: by the bucket's hostname and
 * type. Browsers, editors and stopwatches that do not know their host count for one that has none of its own.
 */
import { BROWSERS, type Browser } from './browsers.ts';

export interface ChoosableBucket {
  readonly id: string;
  readonly type: string;
  readonly hostname: string;
}

export interface BrowserBucket {
  readonly browser: Browser;
  readonly bucket: string;
}

/** Ids of buckets; null where there is none. */
export interface HostBuckets {
  readonly window: string | null;
  /** A phone or a tablet, where there is no window bucket: its apps, of which nobody records when one is away. */
  readonly device: string | null;
  readonly away: string | null;
  /** At most one for each browser. */
  readonly browsers: readonly BrowserBucket[];
  readonly editors: readonly string[];
  readonly stopwatch: string | null;
}

const UNKNOWN_HOST = 'unknown';
const ANDROID = 'aw-watcher-android';
const SCREEN_TIME = 'aw-import-screentime';

/** `buckets` in the order of their ids, which decides where several would do and none has the usual name. */
export function bucketsOfHost(buckets: readonly ChoosableBucket[], host: string): HostBuckets {
  const own = buckets.filter(({ hostname }) => hostname === host);
  const ownOrUnknown = (type: string): readonly string[] => {
    const ids = ofType(own, type);
    return ids.length > 0
      ? ids
      : ofType(
          buckets.filter(({ hostname }) => hostname === UNKNOWN_HOST),
          type,
        );
  };
  const isDevice = ({ id, type }: ChoosableBucket) =>
    (type === 'currentwindow' && id.startsWith(ANDROID)) || (type === 'app' && id.startsWith(SCREEN_TIME));
  const computer = own.filter((bucket) => !isDevice(bucket));
  return {
    window: preferred(ofType(computer, 'currentwindow'), `aw-watcher-window_${host}`),
    device: own.find(isDevice)?.id ?? null,
    away: preferred(ofType(own, 'afkstatus'), `aw-watcher-afk_${host}`),
    browsers: browserBuckets(ownOrUnknown('web.tab.current')),
    editors: ownOrUnknown('app.editor.activity'),
    stopwatch: ownOrUnknown('general.stopwatch')[0] ?? null,
  };
}

const ofType = (buckets: readonly ChoosableBucket[], wanted: string): readonly string[] =>
  buckets.filter(({ type }) => type === wanted).map(({ id }) => id);

const preferred = (ids: readonly string[], usual: string): string | null =>
  ids.find((id) => id === usual) ?? ids[0] ?? null;

function browserBuckets(ids: readonly string[]): readonly BrowserBucket[] {
  return BROWSERS.flatMap((browser) => {
    const bucket = ids.find((id) => id.includes(browser.key));
    return bucket === undefined ? [] : [{ browser, bucket }];
  });
}
