import http from 'node:http';
import { pause } from '../sync/crowd.ts';

/** A tap that is not answered within this is given up, ms. */
export const patience = 20_000;
/** Who runs the meeting can only wait: nothing goes on without the answer. */
const endurance = 120_000;

/** How long acts took, seen from outside. */
export interface Times {
  /** ms each; `patience` where no answer came */
  readonly ms: number[];
  unanswered: number;
}

export const noTimes = (): Times => ({ ms: [], unanswered: 0 });

/** People's devices: posts acts over connections that stay open, as browsers do. */
export class Hand {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 512 });
  private readonly ports: readonly number[];
  private turn = 0;

  /** Of several servers of one house each is asked in turn. */
  constructor(...ports: readonly number[]) {
    this.ports = ports;
  }

  /** Somebody's tap, given up after `patience`; notes how long the answer took. */
  async tap(cookie: string, command: string, input: object, times: Times): Promise<void> {
    const from = performance.now();
    const answer = await this.post(cookie, command, input, patience);
    times.ms.push(answer ? performance.now() - from : patience);
    if (answer) resultOf(command, answer);
    else times.unanswered++;
  }

  /** An act without whose answer nothing can go on. */
  async must<R>(cookie: string, command: string, input: object, times: Times): Promise<R> {
    const from = performance.now();
    const answer = await this.post(cookie, command, input, endurance);
    if (!answer) throw new Error(`${command}: no answer within ${endurance} ms`);
    times.ms.push(performance.now() - from);
    return resultOf<R>(command, answer);
  }

  close(): void {
    this.agent.destroy();
  }

  private async post(
    cookie: string,
    command: string,
    input: object,
    timeout: number,
  ): Promise<Answer | undefined> {
    const body = JSON.stringify(input);
    const port = this.ports[this.turn++ % this.ports.length];
    const options: http.RequestOptions = {
      agent: this.agent,
      host: '127.0.0.1',
      port,
      path: `/api/v1/commands/${command}`,
      method: 'POST',
      timeout,
      headers: {
        'Content-Type': 'application/json',
        'Content-Length': Buffer.byteLength(body),
        'Idempotency-Key': crypto.randomUUID(),
        Host: `localhost:${port}`,
        Origin: `http://localhost:${port}`,
        Cookie: cookie,
      },
    };
    const first = await send(options, body);
    // the server closed a connection that had long been idle: sent again, under the same key
    return first === 'reset' ? giveUpAtReset(await send(options, body)) : first;
  }
}

interface Answer {
  readonly status: number;
  readonly body: string;
}

function giveUpAtReset(answer: Answer | 'reset' | undefined): Answer | undefined {
  return answer === 'reset' ? undefined : answer;
}

function resultOf<R>(command: string, { status, body }: Answer): R {
  if (status !== 200) throw new Error(`${command}: ${status} ${body}`);
  return (JSON.parse(body) as { result: R }).result;
}

/** undefined: no answer in time. */
function send(options: http.RequestOptions, body: string): Promise<Answer | 'reset' | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.request(options, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body: text }));
    });
    request.on('timeout', () => {
      resolve(undefined);
      request.destroy();
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve('reset') : reject(error),
    );
    request.end(body);
  });
}

/** Does `work` so many times, `perSecond`, whether or not earlier ones have ended; resolves when all have. */
export async function paced(
  times: number,
  perSecond: number,
  work: (n: number) => Promise<unknown>,
): Promise<void> {
  const begun = performance.now();
  const under: Promise<unknown>[] = [];
  for (let n = 0; n < times; n++) {
    const wait = begun + (n * 1_000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    const done = work(n);
    // heard below, with all others
    done.catch(() => undefined);
    under.push(done);
  }
  await Promise.all(under);
}
