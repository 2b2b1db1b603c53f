/**
 * A drawing of 16 by 16 units made to fit whole pixels at another size, so that its edges are as sharp there: bars and dots
 * keep their places and sizes rounded, and what has slanted edges is only enlarged. For drawings of `rect x`, `circle` and
 * `path mask` with plain attributes, as the tray's are.
 */
const UNITS = 16;

export function onPixels(svg: string, size: number): string {
  const scale = size / UNITS;
  const whole = (units: number) => Math.max(1, Math.round(units * scale));
  return (
    svg
      .replace(`viewBox="0 0 ${UNITS} ${UNITS}"`, `viewBox="0 0 ${size} ${size}"`)
      .replace(/<rect x[^>]*\/>/g, (rect) =>
        changed(rect, {
          x: Math.round(of(rect, 'x') * scale),
          y: Math.round(of(rect, 'y') * scale),
          width: whole(of(rect, 'width')),
          height: whole(of(rect, 'height')),
          rx: of(rect, 'rx') * scale,
        }),
      )
      .replace(/<circle [^>]*\/>/g, (circle) => {
        const line = has(circle, 'stroke-width') ? whole(of(circle, 'stroke-width')) : 0;
        // With its line, it begins and ends between two pixels.
        const radius = whole(2 * of(circle, 'r') + line / scale) / 2;
        const centre = (units: number) => Math.min(Math.ceil(units * scale - radius) + radius, size - radius);
        const placed = { cx: centre(of(circle, 'cx')), cy: centre(of(circle, 'cy')), r: radius - line / 2 };
        return changed(circle, line === 0 ? placed : { ...placed, 'stroke-width': line });
      })
      // A mask is in the units of what it masks.
      .replaceAll('<path mask=', `<path transform="scale(${scale})" mask=`)
  );
}

const attribute = (name: string): RegExp => new RegExp(` ${name}="([\\d.]+)"`);
const has = (tag: string, name: string): boolean => attribute(name).test(tag);
const of = (tag: string, name: string): number => Number(attribute(name).exec(tag)?.[1] ?? 0);

function changed(tag: string, values: Readonly<Record<string, number>>): string {
  return Object.entries(values).reduce(
    (text, [name, value]) => text.replace(attribute(name), ` ${name}="${value}"`),
    tag,
  );
}
