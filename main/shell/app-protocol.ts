/**
 * The address the window is served from: daytrail://app, an own scheme, whose origin no web page and no file can claim.
 * What is served under it, and with which policy, is window-files.ts.
 *
 * A scheme can only be declared before Electron is ready, and some launchers load an application later than that. Then
 * the window is served from a host that exists nowhere (.invalid, RFC 2606): Electron asks us, never the network.
 */
import type { App, Protocol } from 'electron';
import { answerFile } from '../bridge/window-files.ts';

const OWN = { scheme: 'daytrail', host: 'app' };
const LATE = { scheme: 'https', host: 'daytrail.invalid' };

export interface AppProtocol {
  /** Of the window's page. */
  readonly url: string;
  /** Whether an address is the window's own. */
  isOwn(address: string): boolean;
  /** After `ready`. `root` is the one folder that is served. */
  serve(protocol: Pick<Protocol, 'handle'>, root: string): void;
}

/** To be called once, as early as can be. */
export function declareAppProtocol(
  app: Pick<App, 'isReady'>,
  protocol: Pick<Protocol, 'registerSchemesAsPrivileged'>,
): AppProtocol {
  const { scheme, host } = app.isReady() ? LATE : OWN;
  if (scheme === OWN.scheme) {
    const privileges = { standard: true, secure: true, supportFetchAPI: true, codeCache: true };
    protocol.registerSchemesAsPrivileged([{ scheme, privileges }]);
  }
  // By parts: an own scheme's `URL.origin` is the word "null".
  const isOwn = (address: string) => {
    if (!URL.canParse(address)) return false;
    const url = new URL(address);
    return url.protocol === `${scheme}:` && url.host === host && url.username === '' && url.password === '';
  };
  const answer = async ({ url, method }: Request, root: string) => {
    if (!isOwn(url)) return new Response('This is not an address of Daytrail.', { status: 403 });
    const { status, headers, body } = await answerFile({ method, pathname: new URL(url).pathname, root });
    return new Response(body, { status, headers });
  };
  return {
    url: `${scheme}://${host}/`,
    isOwn,
    serve: (served, root) => served.handle(scheme, (request) => answer(request, root)),
  };
}
