/**
 * Where marks, lines and names of days stand in a view, such that no label touches another. Keeps the marks of a stretch
 * three views wide, so that panning neither asks the calendar nor formats anything.
 */
import { contains, type Micros, type Range, span } from './micros.ts';
import { microsPerPixel, toPixel } from './scale.ts';
import { chooseStep, createWording, type Era, erasOf, type Mark, marksOf, momentsOf, type Step } from './ticks.ts';

export interface AxisMark {
  readonly x: number;
  /** Empty where there is no room. */
  readonly label: string;
}

export interface AxisEra {
  /** Where it begins; left of the view for the first. */
  readonly x: number;
  /** Where its label stands: at its beginning, or at the left edge while the beginning is out of sight. */
  readonly labelX: number;
  readonly label: string;
}

export interface AxisLayout {
  readonly marks: readonly AxisMark[];
  readonly fine: readonly number[];
  readonly eras: readonly AxisEra[];
}

/** Pixels. */
const LABEL_GAP = 18;
const ERA_GAP = 14;
const ERA_INSET = 6;
const FINE_GAP = 7;

export interface AxisOptions {
  readonly locale: string;
  readonly zone: string;
  /** Pixels that a text takes in the font of the marks and in that of the eras. */
  readonly measure: (text: string) => number;
  readonly measureEra: (text: string) => number;
}

interface Stretch {
  readonly step: Step;
  readonly range: Range;
  readonly marks: readonly Mark[];
  readonly fine: readonly Micros[];
  readonly eras: readonly Era[];
}

export function createAxis(options: AxisOptions): (view: Range, width: number) => AxisLayout {
  const { zone, measure, measureEra } = options;
  const wording = createWording(options.locale, zone);
  const rooms = new Map<Step, number>();
  const room = (step: Step): number => {
    const known = rooms.get(step) ?? Math.max(...wording.samples(step).map(measure)) + LABEL_GAP;
    rooms.set(step, known);
    return known;
  };
  let kept: Stretch | null = null;

  const stretchFor = (view: Range, air: Micros, step: Step, fineLines: boolean): Stretch => {
    const needed = { start: view.start - air, end: view.end + air };
    if (kept !== null && kept.step === step && contains(kept.range, needed) && (kept.fine.length > 0 || !fineLines)) {
      return kept;
    }
    const range = { start: needed.start - span(view), end: needed.end + span(view) };
    kept = {
      step,
      range,
      marks: marksOf(step, range, zone, wording),
      fine: fineLines && step.fine !== null ? momentsOf(step.fine, range, zone) : [],
      eras: erasOf(step, range, zone, wording),
    };
    return kept;
  };

  return (view, width) => {
    const scale = microsPerPixel(view, width);
    const step = chooseStep(scale, room);
    const fineLines = step.fine !== null && step.fine.length / scale >= FINE_GAP;
    const air = room(step) * scale;
    const stretch = stretchFor(view, air, step, fineLines);
    const x = (at: Micros) => toPixel(at, view, width);
    const near = (at: Micros) => at >= view.start - air && at <= view.end + air;
    return {
      marks: placeMarks(
        stretch.marks.filter((mark) => near(mark.at)),
        width,
        x,
        measure,
      ),
      fine: fineLines ? stretch.fine.filter((at) => at >= view.start && at <= view.end).map(x) : [],
      eras: placeEras(stretch.eras, view, width, x, measureEra),
    };
  };
}

/** Labels stand centred on their marks; one that would touch the label before it or the edge is left out. */
function placeMarks(
  marks: readonly Mark[],
  width: number,
  x: (at: Micros) => number,
  measure: (text: string) => number,
): readonly AxisMark[] {
  let taken = Number.NEGATIVE_INFINITY;
  return marks.map((mark) => {
    const middle = x(mark.at);
    const half = measure(mark.label) / 2;
    if (middle - half < Math.max(taken, 0) || middle + half > width) return { x: middle, label: '' };
    taken = middle + half + LABEL_GAP / 2;
    return { x: middle, label: mark.label };
  });
}

function placeEras(
  eras: readonly Era[],
  view: Range,
  width: number,
  x: (at: Micros) => number,
  measure: (text: string) => number,
): readonly AxisEra[] {
  const placed: AxisEra[] = [];
  for (const [index, era] of eras.entries()) {
    const next = eras[index + 1];
    if (era.at > view.end) break;
    if (next !== undefined && next.at <= view.start) continue;
    const begins = x(era.at);
    const labelX = Math.max(begins, 0) + ERA_INSET;
    const ends = next === undefined ? Number.POSITIVE_INFINITY : x(next.at);
    const free = Math.min(ends - ERA_GAP, width - ERA_INSET) - labelX;
    placed.push({ x: begins, labelX, label: era.labels.find((text) => measure(text) <= free) ?? '' });
  }
  return placed;
}
