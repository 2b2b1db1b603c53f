/** Where a bus listens: addresses as the D-Bus specification writes them ("Server Addresses"). Pure. */
import { join } from 'node:path';
import type { Environment } from '../wayland/socket.ts';

const SYSTEM_BUS = 'unix:path=/run/dbus/system_bus_socket';

/** The person's own bus; null where there is none. */
export function sessionBusAddress(env: Environment): string | null {
  if (env.DBUS_SESSION_BUS_ADDRESS) return env.DBUS_SESSION_BUS_ADDRESS;
  return env.XDG_RUNTIME_DIR ? `unix:path=${escaped(join(env.XDG_RUNTIME_DIR, 'bus'))}` : null;
}

export function systemBusAddress(env: Environment): string {
  return env.DBUS_SYSTEM_BUS_ADDRESS || SYSTEM_BUS;
}

/**
 * The paths of the Unix sockets an address names, in its order; an abstract one begins with a null character, as
 * node:net wants it. Other transports are left out: no desktop uses them.
 */
export function socketPaths(address: string): string[] {
  return address.split(';').flatMap((entry) => {
    const [transport, parameters = ''] = entry.split(/:(.*)/s);
    if (transport !== 'unix') return [];
    const values = new Map(
      parameters.split(',').map((pair) => {
        const [key = '', value = ''] = pair.split(/=(.*)/s);
        return [key, unescaped(value)] as const;
      }),
    );
    const path = values.get('path');
    if (path !== undefined) return [path];
    const abstract = values.get('abstract');
    return abstract === undefined ? [] : [`\0${abstract}`];
  });
}

/** Bytes as %41; a value that is not written so is taken as it stands. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

const escaped = (path: string) => path.split('/').map(encodeURIComponent).join('/');
