import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { deviceId } from './device-id.ts';
import { temporaryFolder } from './testing.ts';

const UUID_V4 = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('The device id', () => {
  it('is made once and then stays, as plain text in the data folder', () => {
    const folder = join(temporaryFolder(), 'new');
    const id = deviceId(folder);
    expect(id).toMatch(UUID_V4);
    expect(deviceId(folder)).toBe(id);
    expect(readFileSync(join(folder, 'device_id'), 'utf8')).toBe(id);
  });

  it('is taken over from a file with a newline at its end', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'device_id'), '1ad51446-4266-4e24-ac72-8574b98fa06a\n');
    expect(deviceId(folder)).toBe('1ad51446-4266-4e24-ac72-8574b98fa06a');
  });

  it('is made anew where the file holds something else', () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'device_id'), '');
    expect(deviceId(folder)).toMatch(UUID_V4);
  });

  it('is another one each time where nothing is kept', () => {
    expect(deviceId(null)).not.toBe(deviceId(null));
  });
});
