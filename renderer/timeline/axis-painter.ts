/** Draws the axis: days above, hours below, the needle of now. */
import { type Brush, column, devicePixels, type Frame } from './frame.ts';

/** CSS pixels. */
const LONG_TICK = 7;
const SHORT_TICK = 4;
const NEEDLE = 5;

export function paintAxis(frame: Frame, brush: Brush): void {
  const { context, theme, geometry, ratio } = brush;
  const width = Math.round(frame.width * ratio);
  const height = devicePixels(geometry.axisHeight, brush);
  const eras = devicePixels(geometry.eraHeight, brush);
  const line = devicePixels(1, brush);
  const bottom = height - line;
  context.fillStyle = theme.surface;
  context.fillRect(0, 0, width, height);
  if (frame.selection !== null) {
    const left = column(frame.selection.start, frame, brush);
    context.fillStyle = theme.selection;
    context.fillRect(left, eras, column(frame.selection.end, frame, brush) - left, height - eras);
  }
  const ticks = (positions: readonly number[], from: number, colour: string) => {
    context.fillStyle = colour;
    for (const x of positions) context.fillRect(Math.round(x * ratio), from, line, bottom - from);
  };
  const at = ({ x }: { readonly x: number }) => x;
  ticks(frame.axis.fine, bottom - devicePixels(SHORT_TICK, brush), theme.gridStrong);
  ticks(frame.axis.marks.map(at), bottom - devicePixels(LONG_TICK, brush), theme.fgMuted);
  ticks(frame.axis.eras.map(at), 0, theme.gridStrong);
  context.fillStyle = theme.line;
  context.fillRect(0, bottom, width, line);
  paintLabels(frame, brush, eras, Math.round((eras + bottom - devicePixels(LONG_TICK, brush)) / 2));
  paintNeedle(frame, brush, bottom);
}

function paintLabels(frame: Frame, { context, theme, fonts, ratio }: Brush, eras: number, middle: number): void {
  context.textBaseline = 'middle';
  context.textAlign = 'center';
  context.font = fonts.mark;
  context.fillStyle = theme.fgMuted;
  for (const { x, label } of frame.axis.marks) {
    if (label !== '') context.fillText(label, Math.round(x * ratio), middle);
  }
  context.textAlign = 'left';
  context.font = fonts.era;
  context.fillStyle = theme.fg;
  for (const { labelX, label } of frame.axis.eras) {
    if (label !== '') context.fillText(label, Math.round(labelX * ratio), Math.round(eras * 0.56));
  }
}

function paintNeedle(frame: Frame, brush: Brush, bottom: number): void {
  const { context, theme } = brush;
  const x = column(frame.now, frame, brush);
  const size = devicePixels(NEEDLE, brush);
  context.fillStyle = theme.now;
  context.beginPath();
  context.moveTo(x - size, bottom - size * 1.4);
  context.lineTo(x + size, bottom - size * 1.4);
  context.lineTo(x, bottom + devicePixels(1, brush));
  context.fill();
}
