/**
 * Command-line switches that are not ours but reach us: those that people and tools pass to Electron and Chromium, and
 * those that a desktop or an installer adds when it starts an application. They always carry their value behind `=`.
 * Sources: electronjs.org/docs/latest/api/command-line-switches, nodejs.org/api/cli.html (the part Electron takes),
 * Chromium's content and ozone switches.
 */
const NAMES: ReadonlySet<string> = new Set([
  // Sandbox, profile and process model
  '--no-sandbox',
  '--disable-setuid-sandbox',
  '--disable-seccomp-filter-sandbox',
  '--no-zygote',
  '--single-process',
  '--in-process-gpu',
  '--user-data-dir',
  '--disable-dev-shm-usage',
  '--disable-http-cache',
  '--no-first-run',
  '--no-default-browser-check',
  '--allow-file-access-from-files',
  '--original-process-start-time',
  '--password-store',
  '--lang',
  '--class',
  '--name',
  // Graphics and display
  '--disable-gpu',
  '--disable-gpu-compositing',
  '--disable-gpu-sandbox',
  '--disable-software-rasterizer',
  '--disable-hardware-acceleration',
  '--disable-accelerated-2d-canvas',
  '--ignore-gpu-blocklist',
  '--enable-unsafe-swiftshader',
  '--use-gl',
  '--use-angle',
  '--gtk-version',
  '--display',
  '--enable-wayland-ime',
  '--wayland-text-input-version',
  '--force-device-scale-factor',
  '--high-dpi-support',
  '--force-dark-mode',
  '--force-high-contrast',
  '--force-renderer-accessibility',
  '--force-prefers-reduced-motion',
  '--headless',
  // Features
  '--enable-features',
  '--disable-features',
  '--enable-blink-features',
  '--disable-blink-features',
  // Throttling, which tests turn off
  '--disable-background-timer-throttling',
  '--disable-backgrounding-occluded-windows',
  '--disable-renderer-backgrounding',
  // Debugging and logging
  '--js-flags',
  '--trace-warnings',
  '--trace-uncaught',
  '--trace-deprecation',
  '--no-deprecation',
  '--throw-deprecation',
  '--enable-source-maps',
  '--enable-logging',
  '--log-level',
  '--log-file',
  '--log-net-log',
  '--v',
  '--vmodule',
  '--crash-dumps-dir',
  '--disable-breakpad',
  '--disable-crash-reporter',
  '--enable-crash-reporter',
  // Proxy: Daytrail makes no connection of its own, but a wrapper script may pass these to every Electron program
  '--no-proxy-server',
  '--proxy-server',
  '--proxy-bypass-list',
  '--proxy-pac-url',
  // Added by the Windows installer when it starts the program after an update
  '--updated',
]);

/** `--inspect` stands for `--inspect-brk`, `--inspect-port` and so on. `-psn_` is the macOS Finder's process number. */
const BEGINNINGS = ['--inspect', '--remote-debugging-', '--remote-allow-origins', '--ozone-platform', '-psn_'];

export function isRuntimeSwitch(arg: string): boolean {
  const name = arg.split('=', 1)[0] ?? arg;
  return NAMES.has(name) || BEGINNINGS.some((beginning) => name.startsWith(beginning));
}
