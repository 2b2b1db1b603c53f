import { describe, expect, it } from 'vitest';
import { browserName } from './browser-name.ts';

const CHROME = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36';
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
const SAFARI = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.5 Safari/605.1.15';

describe('The browser of an extension', () => {
  it.each([
    ['chrome-extension://a', CHROME, 'Chrome or a browser like it'],
    ['chrome-extension://a', `${CHROME} Edg/142.0.0.0`, 'Edge'],
    ['chrome-extension://a', `${CHROME} OPR/120.0.0.0`, 'Opera'],
    ['chrome-extension://a', `${CHROME} Vivaldi/7.6`, 'Vivaldi'],
    ['moz-extension://a', FIREFOX, 'Firefox'],
    ['safari-web-extension://A', SAFARI, 'Safari'],
    ['moz-extension://a', '', 'Firefox'],
    ['moz-extension://a', CHROME, 'Firefox'],
    ['chrome-extension://a', 'Your bank, which asks you to let it in', 'Chrome or a browser like it'],
  ])('%s that says %j is %s', (origin, userAgent, name) => {
    expect(browserName(origin, userAgent)).toBe(name);
  });
});
