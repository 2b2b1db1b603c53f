/** What the keyboard's commands do. */
import { type Calendar, dateOf, dayRange, shiftByDays } from './day.ts';
import type { TimelineEngine } from './engine.ts';
import type { Command } from './keyboard.ts';
import { type Micros, type Range, span } from './micros.ts';
import { besideBlock, blockInLaneBeside } from './navigation.ts';
import { centredOn, panBy, toPixel, zoomAt } from './scale.ts';

export interface CommandOptions {
  readonly calendar: Calendar;
  readonly now: () => Micros;
  /** The window has its own way to another day; absent: the timeline goes there itself. */
  readonly onDay: ((to: 'previous' | 'next' | 'today') => void) | undefined;
  /** The window fits a day to what is in it; absent: the whole day is shown. */
  readonly onFit: (() => void) | undefined;
}

/** A page is this share of the view, so that a little of it stays in sight. */
const PAGE = 0.9;

export function runCommand(command: Command, engine: TimelineEngine, options: CommandOptions): void {
  const { view, width, lanes } = engine;
  const { focused } = engine.snapshot();
  const { calendar } = options;
  const dayAt = (moment: Micros): Range => dayRange(dateOf(Math.round(moment), calendar), calendar);
  const day = dayAt((view.start + view.end) / 2);
  switch (command.do) {
    case 'block':
      engine.focus(besideBlock(lanes, focused, view, command.by) ?? focused, true);
      break;
    case 'lane':
      engine.focus(blockInLaneBeside(lanes, focused, view, command.by) ?? focused, true);
      break;
    case 'day':
      if (options.onDay !== undefined) options.onDay(command.by < 0 ? 'previous' : 'next');
      else engine.goTo(shiftByDays(view, command.by, calendar.timeZone));
      break;
    case 'page':
      engine.goTo(panBy(view, width, command.by * width * PAGE));
      break;
    case 'zoom':
      engine.goTo(zoomAt(view, width, anchor(focused, view, width), command.factor));
      break;
    case 'fit-day':
      if (options.onFit !== undefined) options.onFit();
      else engine.goTo(day);
      break;
    case 'day-start':
      engine.goTo({ start: day.start, end: day.start + span(view) });
      break;
    case 'now':
      engine.goTo(centredOn(view, options.now()));
      break;
    case 'today':
      if (options.onDay !== undefined) options.onDay('today');
      else engine.goTo(dayAt(options.now()));
      break;
    case 'zoom-to-block':
      if (focused !== null) engine.zoomTo(focused);
      break;
    case 'select':
      engine.select(focused);
      break;
    case 'escape':
      engine.select(null);
      break;
  }
}

/** Zooming by keyboard happens at the focused block if it is in sight, else in the middle. */
function anchor(focused: Range | null, view: Range, width: number): number {
  if (focused === null) return width / 2;
  const x = toPixel((focused.start + focused.end) / 2, view, width);
  return x >= 0 && x <= width ? x : width / 2;
}
