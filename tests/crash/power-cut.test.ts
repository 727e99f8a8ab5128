import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pause, until } from '#server/sync/tests/bed.ts';
import { startServer } from '../browser/server.ts';
import { random, seedOf } from '../fixtures/random.ts';
import { openAfter } from './after.ts';
import { actOn, watch, Writer } from './crew.ts';
import { compileRecorder, Disk, fileNames, readRecording, recordedEnv, type Recorded } from './disk.ts';
import { setStage, type Stage } from './stage.ts';

/*
 * The machine loses its power: what the server had not synced is lost, torn or reordered. A server is recorded
 * at work, its disk is rebuilt at random moments, opened, and held against everything it had promised by then.
 */

const cuts = Number(process.env['CUTS'] ?? 30);
const seed = seedOf();
/** Cuts one recorded server is held to. */
const cutsPerRun = 100;

let stage: Stage;
let recorder: ReturnType<typeof compileRecorder>;
let scratch: string;
beforeAll(async () => {
  recorder = compileRecorder();
  stage = await setStage();
  scratch = mkdtempSync(path.join(tmpdir(), 'yoriai-cut-'));
});
afterAll(() => {
  stage.remove();
  recorder.remove();
  rmSync(scratch, { recursive: true, force: true });
});

/** Something the server told somebody, and the length of the recording when it was heard. */
interface Promised {
  readonly at: number;
  readonly update?: Uint8Array;
  readonly issueId?: string;
}

/** A recorded server at work under load until it is killed; `settings` are those of the control run. */
async function record(name: string, settings: Record<string, string> = {}) {
  const own = path.join(scratch, name);
  mkdirSync(own);
  const dataDir = stage.copy();
  const before = stage.copy();
  const env = { ...recordedEnv(recorder.library, dataDir, own), SYNC_RATE: '1000', ...settings };
  const server = await startServer({ dataDir, env });
  const log = path.join(own, 'disk.log');
  const now = () => statSync(log).size;
  const promised: Promised[] = [];
  const writers = stage.members.map((cookie, i) => {
    const told: Writer = new Writer(server.origin, stage.agenda, cookie, i === 0 ? 20_000 : 60, (saved) => {
      const at = now();
      for (let n = promisedTo[i] ?? 0; n < saved; n++)
        promised.push({ at, update: told.updates[n] as Uint8Array });
      promisedTo[i] = saved;
    });
    return told;
  });
  const promisedTo: number[] = [];
  const watcher = watch(server.origin, stage.agenda, stage.secretariat, (update) =>
    promised.push({ at: now(), update }),
  );
  const acts = actOn(server.origin, stage.secretariat, stage.councilId, (issueId) =>
    promised.push({ at: now(), issueId }),
  );
  await pause(1_000);
  // until the log has been moved into its file once, the most delicate moment there is
  const moved = () =>
    readRecording(own).some(({ op, file }) => op === 'sync' && fileNames[file] === 'words.db');
  for (let waited = 0; !moved() && waited < 300; waited++) await pause(200);
  await until(() => promised.length > 300 && promised.some(({ issueId }) => issueId), 40_000);
  await server.kill();
  for (const writer of writers) writer.stop();
  watcher.destroy();
  await acts;
  await server.dispose();
  return { before, records: readRecording(own), promised };
}

/** Rebuilds the disk at `count` moments of a recording. Answers what was missing, and what did not verify. */
async function cutOften(
  run: Awaited<ReturnType<typeof record>>,
  count: number,
  pick: (below: number) => number,
) {
  const { before, records, promised } = run;
  const first = promised[0]?.at ?? 0;
  const moments = records.filter(({ end }) => end >= first).map(({ end }) => end);
  // half of them right after the server promised something
  const ends = Array.from({ length: count }, (_, i) =>
    i % 2 === 0
      ? (moments[pick(moments.length)] as number)
      : (promised[pick(promised.length)] as Promised).at,
  ).sort((a, b) => a - b);
  const folder = mkdtempSync(path.join(scratch, 'disk-'));
  const disk = new Disk(before, records);
  const found = { checked: 0, lostWords: 0, lostActs: 0, faults: [] as string[] };
  for (const end of ends) {
    disk.advance(end);
    disk.cut(folder, pick);
    const after = await openAfter(folder, stage.agenda).catch((error: Error) => error.message);
    if (typeof after === 'string') {
      found.faults.push(after);
      continue;
    }
    if (after.fault !== undefined) found.faults.push(after.fault);
    for (const { at, update, issueId } of promised) {
      if (at > end) continue;
      found.checked++;
      if (update && !after.has(update)) found.lostWords++;
      if (issueId !== undefined && !after.hasIssue(issueId)) found.lostActs++;
    }
  }
  return found;
}

/** Bytes said to somebody between a write to a log and its sync. */
function saidTooEarly(records: readonly Recorded[]): number {
  const unsynced = new Set<number>();
  let early = 0;
  for (const { op, file } of records) {
    if (op === 'write' && fileNames[file]?.endsWith('-wal')) unsynced.add(file);
    if (op === 'sync') unsynced.delete(file);
    if (op === 'spoken' && unsynced.size > 0) early++;
  }
  return early;
}

describe('power cuts', () => {
  it(
    `[I1] [I2] [S64] ${cuts} cuts: everything acknowledged or seen is there, words and acts, and every file verifies (seed ${seed})`,
    async () => {
      const pick = random(seed);
      let checked = 0;
      for (let left = cuts, run = 0; left > 0; left -= cutsPerRun, run++) {
        const recorded = await record(`full-${run}`);
        expect(recorded.promised.some(({ issueId }) => issueId !== undefined)).toBe(true);
        expect(saidTooEarly(recorded.records)).toBe(0);
        const found = await cutOften(recorded, Math.min(left, cutsPerRun), pick);
        expect(found).toMatchObject({ lostWords: 0, lostActs: 0, faults: [] });
        checked += found.checked;
      }
      process.stdout.write(`${cuts} power cuts, ${checked} promises checked, 0 lost\n`);
      expect(checked).toBeGreaterThan(cuts);
    },
    120_000 + cuts * 2_000,
  );

  it('[S64] the control: the same server without a sync at each commit loses what it promised', async () => {
    const preload = `--import=${path.join(import.meta.dirname, 'normal-sync.ts')}`;
    const recorded = await record('normal', { NODE_OPTIONS: preload });
    expect(saidTooEarly(recorded.records)).toBeGreaterThan(0);
    const found = await cutOften(recorded, 20, random(seed));
    expect(found.lostWords).toBeGreaterThan(0);
    expect(found.lostActs).toBeGreaterThan(0);
  }, 120_000);
});
