/**
 * The script that KWin runs for us (https://develop.kde.org/docs/plasma/kwin/). Plasma 5 calls windows clients and
 * Plasma 6 windows; the script knows both names. It keeps to the JavaScript of Qt 5.
 */

export interface Callback {
  /** Our unique name on the bus: a script that outlives us calls nobody. */
  readonly to: string;
  readonly path: string;
  readonly interface: string;
  readonly method: string;
  readonly token: string;
}

/** Calls with (token, class, caption): at once, and with each change; both empty where no window is active. */
export function kwinScript({ to, path, interface: name, method, token }: Callback): string {
  const target = [to, path, name, method, token].map((text) => JSON.stringify(text)).join(', ');
  return `(function () {
  var followed = null;
  function active() {
    return workspace.activeWindow || workspace.activeClient || null;
  }
  function tell() {
    var window = active();
    var app = window === null ? '' : String(window.resourceClass || window.resourceName || '');
    var caption = window === null ? '' : String(window.caption || '');
    callDBus(${target}, app, caption);
  }
  function follow(window) {
    if (followed !== null) {
      try {
        followed.captionChanged.disconnect(tell);
      } catch (gone) {}
    }
    followed = window || null;
    if (followed !== null) followed.captionChanged.connect(tell);
    tell();
  }
  var activated = workspace.windowActivated || workspace.clientActivated;
  activated.connect(follow);
  follow(active());
})();
`;
}
