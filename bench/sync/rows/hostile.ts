import { attack } from '../attack.ts';
import { pause, seat, type Seating } from '../crowd.ts';
import { dialects } from '../dialect.ts';
import { docName } from '../house.ts';
import { Member } from '../member.ts';
import { memory } from '../proc.ts';
import type { ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { median, say, type RowResult } from '../table.ts';
import { chance } from '../typists.ts';
import { nowMicros, since } from '../word.ts';

/*
 * Sixteen people with sessions attack ten documents, and come back whenever they are shown the door; two others type
 * in a document of their own, from a process of their own. What they wait for is the bystanders' stall.
 */

interface Params extends Seating {
  readonly pid: number;
  readonly role: 'attack' | 'bystand';
  readonly frames: number;
}

interface Found {
  readonly frames: number;
  readonly lines: number;
  /** the server could not be reached any more */
  readonly dead: boolean;
  /** the longest a bystander's word took, ms */
  readonly stall: number;
  readonly peak: number;
}

export const hostile = {
  name: 'hostile',
  title: 'hostile frames: does it die, do bystanders wait',
  async run(stage: Stage): Promise<RowResult> {
    const runs = new Map<ServerName, (Found & { own: OwnFigures })[]>();
    for (const name of ['ours', 'reference', 'hocuspocus'] as const) {
      if (!stage.options.servers.includes(name)) continue;
      const server = await stage.start(name);
      const frames = stage.options.quick ? 2_000 : name === 'ours' ? stage.options.frames : 2_000;
      const seated = Promise.withResolvers<void>();
      const over = Promise.withResolvers<void>();
      const bystanders = stage.load<Found>(
        'hostile',
        { ...server.at, frames, role: 'bystand' },
        (question) => {
          if (question === 'over') return over.promise;
          seated.resolve();
          return seated.promise;
        },
      );
      await seated.promise;
      const found = await stage.load<Found>('hostile', { ...server.at, frames, role: 'attack' });
      over.resolve();
      const { stall, own } = await bystanders;
      const dead = found.dead || server.died() !== undefined;
      await server.stop();
      runs.set(name, [{ ...found, dead, stall, own }]);
      console.log(
        `  ${name.padEnd(10)} ${found.frames} frames on ${found.lines} lines: ${dead ? 'dead' : 'alive'}, ` +
          `bystanders waited at most ${say(stall)} ms (their own loop p99 ${say(own.delayP99)} ms), peak ${say(found.peak / 2 ** 20)} MiB`,
      );
    }
    return {
      lines: [
        {
          figure: 'hostile frames: process, stall of bystanders',
          cells: Object.fromEntries(
            [...runs].map(([name, found]) => [
              name,
              `${say(found[0]?.frames ?? 0)}: ${found[0]?.dead ? 'dies' : 'lives'}, ${say(median(found.map(({ stall }) => stall)))} ms`,
            ]),
          ),
          target: '10⁵: lives, ≤ 100 ms',
        },
      ],
      figures: Object.fromEntries(runs),
    };
  },
};

const attackers = 16;
const attacked = 10;

export async function load(params: Params, ask: (question: string) => Promise<unknown>): Promise<Found> {
  return params.role === 'attack' ? attackAll(params) : bystand(params, ask);
}

async function bystand(params: Params, ask: (question: string) => Promise<unknown>): Promise<Found> {
  const members = await seat({ ...params, rooms: 1, people: 2, firstDoc: 500 });
  let stall = 0;
  let waiting: number | undefined;
  for (const member of members) {
    member.heard = ({ moments }) => {
      const now = nowMicros();
      for (const moment of moments) stall = Math.max(stall, since(moment, now) / 1_000);
      waiting = undefined;
    };
  }
  const timer = setInterval(() => {
    const moment = members[0]?.type();
    waiting ??= moment;
  }, 50);
  await ask('seated');
  await ask('over');
  // a word that never came counts, too
  await pause(500);
  clearInterval(timer);
  if (waiting !== undefined) stall = Math.max(stall, since(waiting, nowMicros()) / 1_000);
  return { frames: 0, lines: 0, dead: false, stall, peak: 0 };
}

async function attackAll(params: Params): Promise<Found> {
  const random = chance(11);
  let frames = 0;
  let lines = 0;
  let dead = false;
  const one = async (no: number) => {
    while (frames < params.frames && !dead) {
      const member = new Member(dialects[params.dialect], params, docName(no % attacked), 600 + no);
      lines++;
      const refused = await member.line.opened;
      if (refused !== undefined) {
        dead = !(await isThere(params));
        continue;
      }
      await Promise.race([member.synced, pause(200)]);
      while (!member.line.closed && frames < params.frames) {
        const { messages, bytes } = attack(random, member.client);
        for (const message of messages ?? []) member.send(message);
        if (bytes) member.line.raw(bytes);
        frames += (messages?.length ?? 0) + (bytes ? 1 : 0);
        await pause(bytes ? 5 : 1);
        if (bytes) break;
      }
      member.line.destroy();
    }
  };
  await Promise.all(Array.from({ length: attackers }, (_, no) => one(no)));
  dead ||= !(await isThere(params));
  return { frames, lines, dead, stall: 0, peak: dead ? NaN : memory(params.pid).peak };
}

/** Whether somebody still takes lines. */
async function isThere(params: Params): Promise<boolean> {
  for (let tried = 0; tried < 20; tried++) {
    const member = new Member(dialects[params.dialect], params, docName(700), 700);
    const refused = await Promise.race([member.line.opened, pause(2_000).then(() => 'late')]);
    member.line.destroy();
    if (refused === undefined) return true;
    await pause(100);
  }
  return false;
}
