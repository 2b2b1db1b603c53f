/** Texts for places that have no room: a menu's line, a notification. */

/** The first sentence: what happened. What to do about it has room in the window. */
export function brief(message: string, length = 80): string {
  const sentence = /^.*?[.!?](?=\s|$)/s.exec(message)?.[0] ?? message;
  return shorten(sentence.replace(/[.\s]+$/, ''), length);
}

/** In one line, cut between two signs. */
export function shorten(text: string, length: number): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const letters = [...line];
  if (letters.length <= length) return line;
  const kept = letters.slice(0, length - 1).join('');
  return `${kept.trimEnd()}…`;
}

export function changes(count: number): string {
  return count === 1 ? '1 change' : `${count} changes`;
}
