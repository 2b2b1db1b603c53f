/**
 * The browsers that ActivityWatch's window knows: what occurs in the id of a browser's bucket, and by which names of
 * applications its window is recognised on the desktops there are.
 */

export interface Browser {
  /** Part of the bucket's id. */
  readonly key: string;
  /** Exact names of the application. */
  readonly apps: readonly string[];
  /** A regular expression for others, upper and lower case alike. */
  readonly pattern: string;
}

export const BROWSERS: readonly Browser[] = [
  {
    key: 'chrome',
    apps: ['com.google.Chrome', 'com.google.ChromeDev', 'org.chromium.Chromium'],
    pattern: '^(google[-_ ]chrome|chrome|chromium)',
  },
  {
    key: 'firefox',
    apps: ['org.mozilla.firefox', 'io.gitlab.librewolf-community', 'net.waterfox.waterfox'],
    pattern: '(firefox|librewolf|waterfox|nightly)',
  },
  { key: 'opera', apps: ['com.opera.Opera'], pattern: 'opera' },
  { key: 'brave', apps: ['com.brave.Browser'], pattern: 'brave' },
  { key: 'edge', apps: ['com.microsoft.Edge', 'com.microsoft.EdgeDev'], pattern: '^(microsoft[-_ ]edge|msedge)' },
  { key: 'arc', apps: [], pattern: '^arc([.]exe)?$' },
  { key: 'vivaldi', apps: ['com.vivaldi.Vivaldi'], pattern: 'vivaldi' },
  { key: 'orion', apps: ['Orion'], pattern: 'orion' },
  { key: 'yandex', apps: ['ru.yandex.Browser'], pattern: 'yandex' },
  { key: 'zen', apps: ['app.zen_browser.zen'], pattern: 'zen' },
  { key: 'floorp', apps: ['one.ablaze.floorp'], pattern: 'floorp' },
  { key: 'helium', apps: ['net.imput.helium'], pattern: 'helium' },
];
