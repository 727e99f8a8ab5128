import { monitorEventLoopDelay } from 'node:perf_hooks';
import { dialects } from '../sync/dialect.ts';
import { Histogram } from '../sync/histogram.ts';
import { Member } from '../sync/member.ts';
import { typists } from '../sync/typists.ts';
import { nowMicros, since } from '../sync/word.ts';
import type { Asked, Heard, Phone } from './phones.ts';

/* Phones in a process of their own: each a socket on one document; some type, all hear. */

const members: Member[] = [];
const typing: Member[] = [];
const words = new Histogram();
const delay = monitorEventLoopDelay({ resolution: 2 });
delay.enable();
let pace: ((perSecond: number) => void) | undefined;

process.on('message', (asked: Asked) => {
  answer(asked).then(
    (done) => process.send?.({ done }),
    (error: unknown) => process.send?.({ failed: String(error) }),
  );
});

process.on('disconnect', () => process.exit());

async function answer(asked: Asked): Promise<Heard | undefined> {
  if ('sit' in asked) return void (await sit(asked.port, asked.sit));
  if ('type' in asked) {
    if (pace) pace(asked.type);
    else pace = typists(typing, asked.type, false);
    return undefined;
  }
  const heard: Heard = {
    count: words.count,
    p50: words.at(0.5),
    p99: words.at(0.99),
    bytes: members.reduce((sum, { line }) => sum + line.receivedBytes, 0),
    closed: members.filter(({ line }) => line.closed).length,
    ownDelayP99: delay.percentile(99) / 1e6 - 2,
  };
  words.clear();
  delay.reset();
  return heard;
}

/** Fifty at a time. */
async function sit(port: number, phones: readonly Phone[]): Promise<void> {
  for (let first = 0; first < phones.length; first += 50) {
    const group = phones.slice(first, first + 50).map((phone, no) => {
      const member = new Member(
        dialects.ours,
        { port: phone.port ?? port, cookies: [phone.cookie] },
        phone.doc,
        first + no,
      );
      member.heard = ({ moments }) => {
        const now = nowMicros();
        for (const moment of moments) words.addMicros(since(moment, now));
      };
      if (phone.types) typing.push(member);
      members.push(member);
      return member;
    });
    for (const { line, synced } of group) {
      const why = await line.opened;
      if (why !== undefined) throw new Error(`a phone was refused: ${why}`);
      await synced;
    }
  }
}
