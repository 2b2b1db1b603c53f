/**
 * A thread that prepares one import and ends: reading and checking half a million events takes seconds, in which
 * heartbeats go on.
 */
import { parentPort, workerData } from 'node:worker_threads';
import { toErrorValue } from '../store/store-error.ts';
import type { Prepared, PrepareOptions } from './importer.ts';
import { prepare } from './prepare.ts';

const { sources, file, stop } = workerData as PrepareOptions;
const flag = new Int32Array(stop);
let answer: Prepared;
try {
  answer = { ok: true, prepared: prepare(sources, file, () => Atomics.load(flag, 0) !== 0) };
} catch (error) {
  answer = { ok: false, error: toErrorValue(error) };
}
parentPort?.postMessage(answer);
