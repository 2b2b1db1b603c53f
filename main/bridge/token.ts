/** The session token that proves that a page was opened by the address Daytrail printed. */
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits, in letters that need no escaping in an address. */
export const createToken = (): string => randomBytes(32).toString('base64url');

/** In a time that says nothing about how much of it was right. */
export function isSameToken(given: string, token: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
