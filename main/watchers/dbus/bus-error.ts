/** What goes wrong with a message bus: the bus itself, or the one who was called. */

/** The bus itself: it cannot be reached, refuses us, or went away. */
export class BusError extends Error {
  override readonly name = 'BusError';
}

/** The one who was called answered with an error, or the bus did for them. */
export class CallError extends Error {
  override readonly name = 'CallError';
  /** Such as org.freedesktop.DBus.Error.ServiceUnknown. */
  readonly kind: string;

  constructor(kind: string, message: string) {
    super(message);
    this.kind = kind;
  }
}
