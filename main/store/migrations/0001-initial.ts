/**
 * Version 1: buckets, events, each distinct data once, settings.
 *
 * `events_by_start` covers every read over a range, so that reading does not touch the table. An event belongs to a range
 * by its end too, which no index on its start can find; therefore events longer than an hour are few and indexed apart
 * (`events_long`), and a range reads one hour more to the left for all others.
 */
export const version = 1;

/** Longer events are found through `events_long`. Changing it needs a migration. */
export const LONG_EVENT = 3_600_000_000;

export const sql = `
  CREATE TABLE buckets (
    row INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    name TEXT,
    type TEXT NOT NULL,
    client TEXT NOT NULL,
    hostname TEXT NOT NULL,
    created INTEGER NOT NULL,
    data TEXT NOT NULL
  ) STRICT;

  CREATE TABLE data (
    row INTEGER PRIMARY KEY,
    hash INTEGER NOT NULL,
    json TEXT NOT NULL
  ) STRICT;
  CREATE INDEX data_by_hash ON data (hash);

  CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    bucket INTEGER NOT NULL REFERENCES buckets (row),
    start INTEGER NOT NULL,
    duration INTEGER NOT NULL CHECK (duration >= 0),
    data INTEGER NOT NULL REFERENCES data (row)
  ) STRICT;
  CREATE INDEX events_by_start ON events (bucket, start, duration, data);
  CREATE INDEX events_long ON events (bucket, start, duration, data) WHERE duration > ${LONG_EVENT};
  CREATE INDEX events_by_data ON events (data);

  CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    modified INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;
