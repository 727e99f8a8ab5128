import { pause, until } from './crowd.ts';
import { Histogram } from './histogram.ts';
import type { Member } from './member.ts';
import { typists } from './typists.ts';
import { nowMicros, since } from './word.ts';

/** People who type for a while, each word followed by its writer's cursor. */
export interface Typing {
  readonly members: readonly Member[];
  /** Of them those who type. */
  readonly writers: readonly Member[];
  /** on how many screens a word is seen, its writer's own included */
  readonly people: number;
  readonly perSecond: number;
  /** s before anything counts, and while it does */
  readonly warm: number;
  readonly seconds: number;
  /** Called where what counts begins and ends. */
  readonly begins: () => void;
  readonly ends: () => void;
}

/** What they saw. */
export interface WordsSeen {
  readonly sent: number;
  readonly deliveries: number;
  readonly missing: number;
  readonly frames: number;
  readonly p50: number;
  readonly p99: number;
}

/** Lets them type, and measures how long it took until others saw it. Everybody leaves. */
export async function wordsSeen(typing: Typing): Promise<WordsSeen> {
  const { members, people, perSecond } = typing;
  const latency = new Histogram();
  let began = 0;
  let ended = 0;
  let deliveries = 0;
  let all = 0;
  for (const member of members) {
    member.heard = ({ moments }) => {
      const now = nowMicros();
      for (const moment of moments) {
        all++;
        if (began === 0 || since(began, moment) > 600e6 || (ended > 0 && since(moment, ended) > 600e6))
          continue;
        deliveries++;
        latency.addMicros(since(moment, now));
      }
    };
  }
  await pause(500);
  const pace = typists(typing.writers, perSecond, true);
  await pause(typing.warm * 1_000);
  const sentBy = () => members.reduce((sum, { sent }) => sum + sent, 0);
  const framesBy = () => members.reduce((sum, { line }) => sum + line.received, 0);
  const [sent, frames] = [sentBy(), framesBy()];
  typing.begins();
  began = nowMicros();
  await pause(typing.seconds * 1_000);
  ended = nowMicros();
  typing.ends();
  const found = { sent: sentBy() - sent, frames: framesBy() - frames };
  pace(0);
  const total = sentBy() * people;
  await until(() => all === total, 5_000);
  for (const { line } of members) line.destroy();
  return { ...found, deliveries, missing: total - all, p50: latency.at(0.5), p99: latency.at(0.99) };
}
