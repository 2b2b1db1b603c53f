/**
 * The browser behind an extension, by what it says of itself. Only names from here are ever shown: whoever asks could
 * write anything there.
 */

/** Relatives of Chrome name themselves besides it, so they come first. Brave and some others say nothing but Chrome. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/\bEdg(?:e|A|iOS)?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bVivaldi\//, 'Vivaldi'],
  [/\b(?:Chrome|Chromium)\//, 'Chrome or a browser like it'],
  [/\bFirefox\//, 'Firefox'],
  [/\bSafari\//, 'Safari'],
];

/** Those that a scheme belongs to, where the browser says nothing that fits. */
const SCHEMES: Readonly<Record<string, readonly string[]>> = {
  'chrome-extension:': ['Chrome or a browser like it', 'Edge', 'Opera', 'Vivaldi'],
  'moz-extension:': ['Firefox'],
  'safari-web-extension:': ['Safari'],
};

/** `origin`: of an extension. */
export function browserName(origin: string, userAgent: string): string {
  const fitting = SCHEMES[origin.slice(0, origin.indexOf('//')).toLowerCase()] ?? [];
  const said = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1];
  return said !== undefined && fitting.includes(said) ? said : (fitting[0] ?? 'a browser');
}
