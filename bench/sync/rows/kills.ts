import { pause, seat, type Seating } from '../crowd.ts';
import type { Member } from '../member.ts';
import type { ServerName } from '../servers.ts';
import type { OwnFigures } from '../loads.ts';
import type { Stage } from '../stage.ts';
import { say, type RowResult } from '../table.ts';
import { chance } from '../typists.ts';

/*
 * kill -9 at a random moment while four people type; then the server is started again and asked for the document.
 * Lost is what another person had on the screen, or what was acknowledged, and is not there any more.
 */

interface Params extends Seating {
  readonly typeFor: number;
}

interface Found {
  readonly seen: number;
  readonly seenLost: number;
  readonly acknowledged: number;
  readonly acknowledgedLost: number;
}

const typing = 4;

export const kills = {
  name: 'kills',
  title: 'edits lost over kill -9',
  async run(stage: Stage): Promise<RowResult> {
    const sums = new Map<ServerName, Found & { kills: number }>();
    const random = chance(3);
    const moments = Array.from({ length: stage.options.kills }, () => 200 + random() * 1_300);
    for (const [n, typeFor] of moments.entries()) {
      for (const name of ['ours', 'reference', 'hocuspocus'] as const) {
        if (!stage.options.servers.includes(name)) continue;
        const found = await oneKill(stage, name, n, typeFor);
        const sum = sums.get(name) ?? {
          kills: 0,
          seen: 0,
          seenLost: 0,
          acknowledged: 0,
          acknowledgedLost: 0,
        };
        sums.set(name, {
          kills: sum.kills + 1,
          seen: sum.seen + found.seen,
          seenLost: sum.seenLost + found.seenLost,
          acknowledged: sum.acknowledged + found.acknowledged,
          acknowledgedLost: sum.acknowledgedLost + found.acknowledgedLost,
        });
      }
    }
    for (const [name, { kills: count, ...sum }] of sums)
      console.log(
        `  ${name.padEnd(10)} ${count} kills: ${sum.seenLost} of ${sum.seen} seen edits lost, ` +
          `${sum.acknowledgedLost} of ${sum.acknowledged} acknowledged`,
      );
    const cells = (text: (sum: Found) => string) =>
      Object.fromEntries([...sums].map(([name, sum]) => [name, text(sum)]));
    return {
      lines: [
        {
          figure: `edits others had seen, lost in ${stage.options.kills} × kill -9`,
          cells: cells(({ seen, seenLost }) => `${say(seenLost)} of ${say(seen)}`),
          target: '0',
        },
        {
          figure: 'same: acknowledged edits lost',
          cells: cells(({ acknowledged, acknowledgedLost }) =>
            acknowledged === 0 ? 'none acknowledged' : `${say(acknowledgedLost)} of ${say(acknowledged)}`,
          ),
          target: '0',
        },
      ],
      figures: Object.fromEntries(sums),
    };
  },
};

async function oneKill(
  stage: Stage,
  name: ServerName,
  n: number,
  typeFor: number,
): Promise<Found & { own: OwnFigures }> {
  const first = await stage.start(name);
  let second = first;
  const params = { ...first.at, rooms: 1, people: typing, firstDoc: n % 100, typeFor };
  const found = await stage.load<Found>('kills', params, async () => {
    await first.kill();
    second = await stage.start(name, { folder: first.folder, port: first.at.port });
  });
  await second.kill();
  return found;
}

export async function load(params: Params, ask: (question: string) => Promise<unknown>): Promise<Found> {
  const members = await seat(params);
  const seen = new Set<string>();
  const sent = members.map(() => [] as number[]);
  for (const member of members) {
    member.heard = ({ clients, moments }) => {
      clients.forEach((client, i) => {
        // what others have on their screens
        if (client !== member.client) seen.add(`${client} ${moments[i]}`);
      });
    };
  }
  const timer = setInterval(() => {
    members.forEach((member, m) => sent[m]?.push(member.type()));
  }, 40);
  await pause(params.typeFor);
  await ask('kill');
  clearInterval(timer);
  const acknowledged = members.flatMap((member, m) =>
    (sent[m] ?? [])
      .slice(0, Math.max(0, member.acknowledged - (member.messages - member.sent)))
      .map((moment) => `${member.client} ${moment}`),
  );
  const there = await wordsThere(params);
  const lost = (words: Iterable<string>) => [...words].filter((word) => !there.has(word)).length;
  return {
    seen: seen.size,
    seenLost: lost(seen),
    acknowledged: acknowledged.length,
    acknowledgedLost: lost(acknowledged),
  };
}

/** What somebody finds who comes after the restart. */
async function wordsThere(params: Params): Promise<Set<string>> {
  const there = new Set<string>();
  const hear = ({ clients, moments }: Parameters<Member['heard']>[0]) =>
    clients.forEach((client, i) => there.add(`${client} ${moments[i]}`));
  const [reader] = await seat({ ...params, people: 1 }, (member) => {
    member.heard = hear;
    member.hearsState = true;
  });
  // the reference server hands out what it loads a moment after it answered
  await pause(700);
  reader?.line.destroy();
  return there;
}
