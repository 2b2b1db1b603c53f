/**
 * `npm run bench [-- name …] [-- --quick]`: measures the built headless Daytrail on a year of data, prints a table, and writes
 * the figures to bench/results/. docs/benchmarks.md says what the figures mean.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { arch, cpus, loadavg, platform, release, totalmem } from 'node:os';
import { build, isStale } from '../scripts/build/build.ts';
import { inRoot } from '../scripts/root.ts';
import { endChildrenOnSignals } from '../scripts/runtime/child.ts';
import { backups } from './backups.ts';
import { type Benchmark, type Figure, isMet } from './benchmark.ts';
import { exporting } from './export.ts';
import { fileSize } from './file-size.ts';
import { heartbeats } from './heartbeats.ts';
import { importing } from './import.ts';
import { panning } from './panning.ts';
import { query } from './query.ts';
import { queryHeartbeats } from './query-heartbeats.ts';
import { reading } from './reading.ts';
import { start } from './start.ts';
import { openSession } from './support/session.ts';
import { table } from './support/table.ts';
import { timeline } from './timeline.ts';
import { watchers } from './watchers.ts';
import { YEAR } from './year.ts';
import { yearFile } from './year-file.ts';

const BENCHMARKS: readonly Benchmark[] = [
  heartbeats,
  reading,
  start,
  fileSize,
  timeline,
  panning,
  importing,
  query,
  queryHeartbeats,
  exporting,
  backups,
  watchers,
];

const say = (line: string): void => console.error(line);
const quick = process.argv.includes('--quick');
const names = process.argv.slice(2).filter((arg) => arg !== '--quick');
const unknown = names.filter((name) => !BENCHMARKS.some((benchmark) => benchmark.name === name));
endChildrenOnSignals();
if (unknown.length > 0) {
  say(`There is no benchmark called ${unknown.join(', ')}. There are:`);
  for (const { name, about } of BENCHMARKS) say(`  ${name.padEnd(12)} ${about}`);
  process.exitCode = 2;
} else {
  await prepare();
  const load = loadavg()[0] ?? 0;
  if (load > cpus().length / 2)
    say(`This machine is busy (load average ${load.toFixed(1)}): the figures will be too bad.`);
  const results = await runAll(BENCHMARKS.filter(({ name }) => names.length === 0 || names.includes(name)));
  console.log(table(results));
  say(`\nWritten to ${write(results, load)}`);
}

async function prepare(): Promise<void> {
  if (isStale()) {
    say('Building Daytrail');
    const built = await build();
    if (!built.ok) throw new Error(`Daytrail could not be built: ${built.reason}\n${built.output}`);
  }
  say('Making the year, unless it is there');
  yearFile();
}

async function runAll(benchmarks: readonly Benchmark[]): Promise<readonly Figure[]> {
  const figures: Figure[] = [];
  for (const benchmark of benchmarks) {
    say(`\n── ${benchmark.name}: ${benchmark.about}`);
    figures.push(...(await benchmark.run({ quick, say, open: () => openSession() })));
  }
  return figures;
}

/** With what is needed to compare it with another run. */
function write(figures: readonly Figure[], load: number): string {
  const folder = inRoot('bench/results');
  const measuredAt = new Date().toISOString();
  const file = `${folder}/${measuredAt.replaceAll(/[:.]/g, '-')}.json`;
  const machine = {
    system: `${platform()} ${release()} ${arch()}`,
    processor: `${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}`,
    memoryBytes: totalmem(),
    loadAverage: load,
    node: process.version,
  };
  mkdirSync(folder, { recursive: true });
  const results = figures.map((figure) => ({ ...figure, name: figure.name.trim(), met: isMet(figure) }));
  writeFileSync(file, `${JSON.stringify({ measuredAt, quick, machine, year: YEAR, results }, null, 2)}\n`);
  return file;
}
