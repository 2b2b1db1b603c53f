/**
 * How an event is called on the timeline: `key` groups and colours (the app, the status, the site), `title` tells it apart.
 * The keys of `data` are those that ActivityWatch's watchers write.
 */
export interface Label {
  readonly key: string;
  readonly title: string;
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Why nobody is there, as Daytrail's own watcher writes it beside ActivityWatch's `afk`. */
const REASONS: ReadonlySet<unknown> = new Set(['idle', 'locked', 'switched', 'suspended', 'off']);

const counted = (count: unknown, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function site(url: string): string {
  const match = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)/i.exec(url);
  return match?.[1]?.replace(/^www\./, '') || url;
}

export function label(data: Readonly<Record<string, unknown>>): Label {
  const title = text(data.title);
  if (typeof data.app === 'string') return { key: data.app, title };
  // Who is away has a reason for it, where the watcher tells one; what it is called by then.
  if (data.status === 'afk' && REASONS.has(data.reason)) return { key: text(data.reason), title };
  if (typeof data.status === 'string') return { key: data.status, title };
  if (typeof data.url === 'string') return { key: site(data.url), title: title || data.url };
  if (typeof data.file === 'string' || typeof data.project === 'string') {
    const file = text(data.file);
    return { key: text(data.project) || text(data.language) || file, title: file };
  }
  if (typeof data.label === 'string') return { key: data.label, title };
  const first = Object.entries(data).find(([, value]) => typeof value === 'string');
  if (first !== undefined) return { key: String(first[1]), title };
  // Only numbers, as the keyboard and mouse watcher counts them: one kind of event, whatever the counts.
  if ('presses' in data)
    return {
      key: 'Input',
      title: `${counted(data.presses, 'key press', 'key presses')}, ${counted(data.clicks ?? 0, 'click', 'clicks')}`,
    };
  return { key: Object.keys(data).sort().join(', ') || 'no data', title };
}
