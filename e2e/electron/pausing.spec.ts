/** A pause on a real desktop: what is in front meanwhile is not on the record, and what was in front ends with its beginning. */
import { expect, noDesktop, test } from '../support/desktop.ts';
import {
  beside,
  events,
  freePort,
  type Moment,
  PRESENCE,
  Script,
  stay,
  titles,
  WINDOW,
  WITHIN_MS,
} from '../support/recorded.ts';

test.skip(noDesktop !== null, `${noDesktop}, so there is no desktop to record`);

test("Daytrail's own watchers record nothing while it is paused, and what is there when it is resumed", async ({
  desktop,
  startRecording,
}) => {
  const port = await freePort();
  const daytrail = await startRecording(desktop, '--hidden', '--port', String(port));
  const script = new Script(desktop);
  await script.open('work');
  await expect.poll(() => titles(port)).toContain('work');
  const entries = async () => (await daytrail.menu()).map(({ id }) => id);

  const pausing = Date.now();
  await daytrail.clickMenu('pause-resumed');
  await expect.poll(entries).toContain('resume');
  const paused: Moment = { from: pausing, to: Date.now() };
  const bank = await script.open('bank');
  await stay(3);
  await script.close(bank, 'work');
  await script.open('mail');
  await stay(2);
  const resuming = Date.now();
  await daytrail.clickMenu('resume');
  await expect.poll(entries).toContain('pause');
  const resumed: Moment = { from: resuming, to: Date.now() };
  await expect.poll(() => titles(port)).toContain('mail');

  const windows = await events(port, WINDOW);
  expect(windows.map(({ data }) => data.title)).not.toContain('bank');
  const work = windows.findLast(({ data }) => data.title === 'work');
  const mail = windows.find(({ data }) => data.title === 'mail');
  expect(beside(work?.end ?? 0, paused)).toBeLessThan(WITHIN_MS);
  expect(beside(mail?.start ?? 0, resumed)).toBeLessThan(WITHIN_MS);
  for (const { start, end } of await events(port, PRESENCE)) {
    expect(end <= paused.to + WITHIN_MS || start >= resumed.from - WITHIN_MS).toBe(true);
  }
});
