/**
 * Where a bucket's events are shown. Ids may hold anything. They are encoded twice, because the router decodes addresses
 * half (decodeURI), which leaves `/` encoded but `%` not: `a/b` and `a%2Fb` would be one.
 */
export const bucketPath = (id: string): string => `/data/${encodeURIComponent(encodeURIComponent(id))}`;

/** The id in the part of the address that the router found. */
export function bucketIn(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
