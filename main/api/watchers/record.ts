/** What is in a bucket after a watcher's session, in a few words: `09:00:00+10 {"app":"Code"}`, oldest first. */
import type { TestApi } from '../testing.ts';

export async function recorded(api: TestApi, bucket: string): Promise<readonly string[]> {
  const { json } = await api.send('GET', `/api/0/buckets/${encodeURIComponent(bucket)}/events`);
  const events = json as { timestamp: string; duration: number; data: object }[];
  return events
    .map(({ timestamp, duration, data }) => `${timestamp.slice(11, -1)}+${duration} ${JSON.stringify(data)}`)
    .reverse();
}
