/** A regular expression that is none, or asks for what cannot be done here. The message says what, as half a sentence. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}
