/** All that the rest of the window uses of the timeline. */
export * from './day.ts';
export { fitDay } from './fit-day.ts';
export { TIMELINE_KEYS } from './keyboard.ts';
export * from './micros.ts';
export { firstWeekday } from './month.ts';
export { keyName, orderLanes } from './names.ts';
export * from './period.ts';
export { clampView, zoomAt } from './scale.ts';
export type { Selection } from './snapshot.ts';
export { Timeline, type TimelineProps } from './timeline.tsx';
