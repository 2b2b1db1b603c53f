/** The preload's object with real errors: over contextBridge a failed call can only reject with the plain Failure. */
import { type Daytrail, SUBSCRIPTIONS } from '../../preload/contract/daytrail.ts';
import { DaytrailError, type Failure } from '../../preload/contract/result.ts';

type Method = (...args: unknown[]) => Promise<unknown>;

export function raisingErrors(exposed: Daytrail): Daytrail {
  const subscriptions: readonly string[] = Object.values(SUBSCRIPTIONS);
  const methods = Object.entries(exposed).map(([name, method]: [string, unknown]) => [
    name,
    subscriptions.includes(name) ? method : raising(method as Method),
  ]);
  return Object.fromEntries(methods) as Daytrail;
}

const raising =
  (method: Method): Method =>
  async (...args) => {
    try {
      return await method(...args);
    } catch (error) {
      throw isFailure(error) ? new DaytrailError(error) : error;
    }
  };

function isFailure(error: unknown): error is Failure {
  return (
    typeof error === 'object' && error !== null && !(error instanceof Error) && 'kind' in error && 'message' in error
  );
}
