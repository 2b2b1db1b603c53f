/** Where a bucket's events are shown. Ids may hold anything, slashes too. */
export const bucketPath = (id: string): string => `/data/${encodeURIComponent(id)}`;
