import { describe, expect, it } from 'vitest';
import { attachment } from './attachment.ts';

describe('The name of a file to save', () => {
  it('is quoted', () => {
    expect(attachment('aw-bucket-export_my bucket', 'json')).toBe(
      'attachment; filename="aw-bucket-export_my bucket.json"',
    );
  });

  it.each([
    ['a quote', 'x"; filename="evil.exe', 'x__ filename=_evil.exe'],
    ['folders', '../../etc/passwd', '.._.._etc_passwd'],
    ['a header of its own', 'x\r\nSet-Cookie: a=b', 'x__Set-Cookie_ a=b'],
    ['letters that turn the text around', 'x\u202egnp', 'x_gnp'],
    ['an escape', 'a%22b', 'a_22b'],
  ])('cannot be made to hold %s', (_name, stem, expected) => {
    expect(attachment(stem, 'json')).toBe(`attachment; filename="${expected}.json"`);
  });

  it('keeps letters of all languages for those who read them', () => {
    expect(attachment('Tür (1)', 'csv')).toBe(
      `attachment; filename="T_r (1).csv"; filename*=UTF-8''T%C3%BCr%20%281%29.csv`,
    );
    expect(attachment('\ud800', 'csv')).toContain('%EF%BF%BD');
  });

  it('has a bearable length, whole letters only', () => {
    expect(attachment('😀'.repeat(500), 'csv')).toContain(`'${'%F0%9F%98%80'.repeat(150)}.csv`);
  });
});
