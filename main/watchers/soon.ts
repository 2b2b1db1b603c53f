/** For tests: how often to look whether something has come about, and how long it may take on a busy machine; in ms. */
export const SOON = { interval: 5, timeout: 10_000 } as const;
