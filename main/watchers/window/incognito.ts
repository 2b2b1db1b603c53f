/**
 * Whether a browser's title says that its window is private; browsers tell other programs nothing else. Known are the
 * words of their English versions alone, so that in other languages such a window is not known for what it is.
 */
const PRIVATE = [
  // Firefox and its relatives (browser.ftl: data-title-private), before version 106 in brackets, on macOS without a name.
  /(?:^|\s[—-]\s)[^—]{0,40}?\(?Private Browsing\)?$/,
  // Chrome and Chromium, which on Linux and Windows say it of an empty tab alone.
  /^New Incognito Tab\s-\s|\s-\s(?:Google Chrome|Chromium)\s(?:\(Incognito\)|-\sIncognito)$/,
  // Edge.
  /\s-\s\[InPrivate\](?:\s-\s.{0,40})?$/,
  // Brave, Opera, Vivaldi.
  /\s-\s(?:Brave|Opera|Vivaldi)\s\(Private[^)]{0,30}\)$/,
];

export const isPrivateTitle = (title: string): boolean => PRIVATE.some((pattern) => pattern.test(title));
