/** What anything that was thrown says, for messages and the log. */
export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
