import { Redis } from 'ioredis';
import type { Hints } from './hints.ts';

/** So many messages, and bytes of them, may wait for Redis to take them; more are not said. */
const unsentMost = 2_000;
const unsentBytesMost = 1_048_576;
/** A line that is not there is asked for again, ms: at once, and then more and more rarely. */
const againAfter = [100, 250, 500, 1_000, 2_000];
/** A Redis that does not answer so long is as good as none, ms. */
const answerWithin = 5_000;

export interface RedisLog {
  warn(o: object, msg: string): void;
  info(o: object, msg: string): void;
}

/**
 * Hints by way of Redis: one connection that says, one that listens. Losing it is said once in the log and heals by itself;
 * meanwhile nothing is said. Nothing is ever stored there.
 */
export function openRedisHints(url: string, log: RedisLog): Hints {
  const options = {
    // what can't be said now is not worth saying later
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: answerWithin,
    disableClientInfo: true,
    retryStrategy: (times: number) => againAfter[Math.min(times, againAfter.length) - 1] ?? 2_000,
  };
  const mouth = new Redis(url, { ...options, commandTimeout: answerWithin });
  // what is listened to is known here, and said again on every new line
  const ear = new Redis(url, { ...options, autoResubscribe: false });
  const channels = new Set<string>();
  let tellLinked: () => void = () => undefined;
  let unsent = 0;
  let lost = false;
  let closed = false;

  const linked = () => mouth.status === 'ready' && ear.status === 'ready';
  const noticeLoss = (error?: unknown) => {
    if (lost || closed) return;
    lost = true;
    const why = error instanceof Error ? { reason: error.message } : {};
    log.warn(why, 'Redis can not be reached: the processes look for news themselves until it can');
  };
  const noticeLink = () => {
    if (!linked() || closed) return;
    if (lost) log.info({}, 'Redis can be reached again');
    lost = false;
    tellLinked();
  };
  /** A hint that was not taken is lost; that the line is gone is heard as an event of its own. */
  const orLost = (said: Promise<unknown>) => void said.catch(() => undefined);

  for (const line of [mouth, ear]) {
    line.on('error', noticeLoss);
    line.on('close', () => noticeLoss());
  }
  mouth.on('ready', noticeLink);
  ear.on('ready', () => {
    if (channels.size === 0) noticeLink();
    else orLost(ear.subscribe(...channels).then(noticeLink));
  });

  return {
    get linked() {
      return linked();
    },
    onMessage(hear) {
      ear.on('messageBuffer', (channel: Buffer, message: Buffer) => hear(channel.toString(), message));
    },
    onLinked(tell) {
      tellLinked = tell;
      if (linked()) tell();
    },
    listen(channel, then = () => undefined) {
      channels.add(channel);
      if (ear.status === 'ready') orLost(ear.subscribe(channel).then(then));
    },
    leave(channel) {
      if (channels.delete(channel) && ear.status === 'ready') orLost(ear.unsubscribe(channel));
    },
    say(channel, message) {
      if (mouth.status !== 'ready' || unsent >= unsentMost) return;
      if (mouth.stream.writableLength > unsentBytesMost) return;
      unsent++;
      const taken = () => void unsent--;
      mouth
        .publish(channel, Buffer.from(message.buffer, message.byteOffset, message.byteLength))
        .then(taken, taken);
    },
    close() {
      closed = true;
      mouth.disconnect();
      ear.disconnect();
    },
  };
}
