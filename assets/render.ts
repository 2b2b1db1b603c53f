/**
 * Draws every icon file from its SVG source: `node assets/render.ts`. The files are committed, so that a build needs
 * no renderer; run it again after changing a source.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { encodeIco } from './ico.ts';
import { onPixels } from './on-pixels.ts';

const here = dirname(fileURLToPath(import.meta.url));
const read = (name: string) => readFileSync(join(here, name), 'utf8');
const png = (svg: string, width: number) => new Resvg(svg, { fitTo: { mode: 'width', value: width } }).render().asPng();

/** Where the drawing has to be simpler than the large one to stay sharp. */
const SMALL_UP_TO = 48;
const APP_SIZES = [16, 24, 32, 48, 64, 128, 256, 512];
const ICO_APP_SIZES = [16, 24, 32, 48, 64, 128, 256];
/** 100, 125, 150, 200 and 300 % of Windows' 16-pixel tray. */
const ICO_TRAY_SIZES = [16, 20, 24, 32, 48];
const TRAY_STATES = ['recording', 'away', 'paused', 'trouble'];
/** Linux' trays are 22 pixels high; the suffixes are Electron's, which finds the image for a denser screen by itself. */
const DENSITIES = { '': 1, '@1.25x': 1.25, '@1.5x': 1.5, '@2x': 2, '@3x': 3 };

/** macOS wants a margin around an app icon; elsewhere it fills its square. */
const withoutMargin = (svg: string) => svg.replace('viewBox="0 0 1024 1024"', 'viewBox="92 92 840 840"');
/** macOS colours a template image itself and looks only at how opaque it is. */
const asTemplate = (svg: string) => svg.replace(/#2b958a|#e0582c/g, '#000000');

export function renderIcons(): Map<string, Buffer> {
  const files = new Map<string, Buffer>();
  const large = read('icon.svg');
  const small = read('icon-small.svg');
  const app = (size: number) => png(size <= SMALL_UP_TO ? small : withoutMargin(large), size);
  const ico = (sizes: readonly number[], draw: (size: number) => Buffer) =>
    encodeIco(sizes.map((size) => ({ size, png: draw(size) })));

  files.set('icon.png', png(large, 1024));
  files.set('icon.ico', ico(ICO_APP_SIZES, app));
  for (const size of APP_SIZES) files.set(`icons/${size}x${size}.png`, app(size));

  for (const state of TRAY_STATES) {
    const svg = read(`tray/${state}.svg`);
    const tray = (size: number) => png(onPixels(svg, size), size);
    for (const [suffix, density] of Object.entries(DENSITIES)) {
      files.set(`tray/${state}${suffix}.png`, tray(Math.round(22 * density)));
    }
    files.set(`tray/${state}Template.png`, png(asTemplate(svg), 16));
    files.set(`tray/${state}Template@2x.png`, png(asTemplate(svg), 32));
    files.set(`tray/${state}.ico`, ico(ICO_TRAY_SIZES, tray));
  }
  return files;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [name, bytes] of renderIcons()) {
    mkdirSync(dirname(join(here, name)), { recursive: true });
    writeFileSync(join(here, name), bytes);
  }
}
