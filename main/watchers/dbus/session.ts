/** Reaching a bus as a backend does: what goes wrong is said as a BackendError. */
import { BackendError } from '../backend.ts';
import { broken } from '../broken.ts';
import { Bus } from './bus.ts';
import { BusError, CallError } from './bus-error.ts';

/** The one connection that a backend holds while it runs. */
export class HeldBus {
  bus: Bus | null = null;
  #turn = 0;

  /** Connects and holds it. Rejects with a BackendError where that fails, or where it was let go of meanwhile. */
  async open(address: string | null): Promise<Bus> {
    if (address === null) throw new BackendError('unfit', 'This session has no D-Bus.');
    const turn = ++this.#turn;
    let bus: Bus;
    try {
      bus = await Bus.connect(address);
    } catch (error) {
      throw asBackendError(error);
    }
    if (turn !== this.#turn) {
      bus.close();
      throw new BackendError('broken', 'It was stopped while it started.');
    }
    this.bus?.close();
    this.bus = bus;
    return bus;
  }

  /** Closes this connection where it is still the held one, and says whether it was. */
  drop(bus: Bus): boolean {
    if (this.bus !== bus) return false;
    this.close();
    return true;
  }

  close(): void {
    this.#turn++;
    this.bus?.close();
    this.bus = null;
  }
}

/** Errors of the bus and of those called on it as `broken`; others as `broken` says. */
export function asBackendError(error: unknown): BackendError {
  if (error instanceof CallError)
    return new BackendError('broken', `The desktop answered with an error (${error.kind}).`);
  if (error instanceof BusError) return new BackendError('broken', `${error.message}.`);
  return broken(error);
}

/** Nobody offers the service, the object or the method. */
export function isMissing(error: unknown): boolean {
  return (
    error instanceof CallError &&
    [
      'org.freedesktop.DBus.Error.ServiceUnknown',
      'org.freedesktop.DBus.Error.NameHasNoOwner',
      'org.freedesktop.DBus.Error.UnknownObject',
      'org.freedesktop.DBus.Error.UnknownInterface',
      'org.freedesktop.DBus.Error.UnknownMethod',
    ].includes(error.kind)
  );
}
