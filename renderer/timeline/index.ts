/** All that the rest of the window uses of the timeline. */
export * from './day.ts';
export * from './micros.ts';
