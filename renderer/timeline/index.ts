/** All that the rest of the window uses of the timeline. */
export type { Block } from './block.ts';
export * from './day.ts';
export { fitDay } from './fit-day.ts';
export { TIMELINE_KEYS } from './keyboard.ts';
export * from './micros.ts';
export { keyName, laneName } from './names.ts';
export { centredOn, clampView, padded, panBy, zoomAt } from './scale.ts';
export type { Selection } from './snapshot.ts';
export { Timeline, type TimelineProps } from './timeline.tsx';
