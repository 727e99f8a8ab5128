import http from 'node:http';
import type { ProbedServer } from '../acts/probed.ts';
import { percentile } from '../figures.ts';
import type { Visitors } from './visitors.ts';

/** A page or answer of the API, and who asks for it. */
export interface Page {
  readonly name: string;
  readonly path: string;
  /** `name=value`; empty: the street */
  readonly cookie: string;
  /** A file that holds everything by right: no bar on its size. */
  readonly whole?: boolean;
}

export interface PageFigures {
  /** ms to the last byte */
  readonly p50: number;
  readonly p95: number;
  /** CPU the server used for one, ms: says more than the clock where the machine is not alone */
  readonly cpu: number;
  /** kB of the answer, and as it travels when gzip and br are welcome */
  readonly kB: number;
  readonly travels: number;
}

/** Every page a member, the secretariat or the street opens, and the reads of the API. */
export function pagesOf(visitors: Visitors): Page[] {
  const { slug, live, coming, draft, sealed, decided, issueNo, secretariat, seats } = visitors;
  const member = seats[3]?.cookie ?? '';
  const recorder = seats[2]?.cookie ?? '';
  const facilitator = seats[1]?.cookie ?? '';
  const council = `/c/${slug}`;
  const api = '/api/v1';
  const as =
    (cookie: string) =>
    (name: string, path: string): Page => ({ name, path, cookie });
  const inside = as(member);
  const office = as(secretariat);
  const street = as('');
  return [
    inside('home, member', council),
    inside('meetings', `${council}/meetings`),
    inside('live room, member', `${council}/meetings/${live.meetingId}`),
    as(facilitator)('meeting in preparation', `${council}/meetings/${coming.meetingId}`),
    inside('agenda', `${council}/meetings/${live.meetingId}/agenda`),
    inside('notice', `${council}/meetings/${live.meetingId}/notice`),
    inside('screen in the hall', `${council}/meetings/${live.meetingId}/screen`),
    inside('materials', `${council}/meetings/${live.meetingId}/materials`),
    street('minutes, the oldest', `${council}/meetings/${sealed.oldest}/minutes`),
    inside('minutes, the newest', `${council}/meetings/${sealed.newest}/minutes`),
    as(recorder)('draft of minutes', `${council}/meetings/${draft}/minutes/draft`),
    inside('decisions', `${council}/decisions`),
    inside('round', `${council}/rounds/${decided.roundId}`),
    inside('round, check', `${council}/rounds/${decided.roundId}/check`),
    inside('roles', `${council}/roles`),
    inside('canvas', `${council}/canvas`),
    street('issue page', `${council}/issues/${issueNo}`),
    street('search of issues', `${council}/issues?q=${encodeURIComponent('見守り')}`),
    street('new issue', `${council}/issues/new`),
    office('issues waiting', `${council}/issues/waiting`),
    inside('board', `${council}/board`),
    street('board read without script', `${council}/board/read`),
    street('coverage', `${council}/coverage`),
    street('measures', `${council}/coverage/measures`),
    street('matrix as a file', `${council}/coverage/matrix.csv`),
    street('figures', `${council}/figures`),
    street('public page', `${council}/public`),
    office('settings', `${council}/settings`),
    office('settings, people', `${council}/settings/people`),
    office('settings, invitations', `${council}/settings/invitations`),
    inside('me', '/me'),
    { ...inside('chain, whole', `${api}/councils/${slug}/chain?format=ndjson`), whole: true },
    inside('API chain, a page', `${api}/councils/${slug}/chain`),
    inside('API decisions', `${api}/councils/${slug}/decisions`),
    inside('API issues', `${api}/councils/${slug}/issues`),
    inside('API meetings', `${api}/councils/${slug}/meetings`),
    inside('API meeting', `${api}/meetings/${live.meetingId}`),
    inside('API minutes', `${api}/meetings/${sealed.newest}/minutes`),
    inside('API decision', `${api}/decisions/${decided.decisionId}`),
  ];
}

/** A reader whose connections stay open. */
export class Reader {
  private readonly agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
  private readonly port: number;

  constructor(port: number) {
    this.port = port;
  }

  /** Bytes of the answer as it came. Throws unless it is there. */
  async get(page: Page, encoding: string): Promise<number> {
    const headers = {
      Host: `localhost:${this.port}`,
      'Accept-Encoding': encoding,
      ...(page.cookie && { Cookie: page.cookie }),
    };
    const options = { agent: this.agent, host: '127.0.0.1', port: this.port, path: page.path, headers };
    let answer: Awaited<ReturnType<typeof bytesOf>>;
    // connections that were idle for long are closed, and those of a server that did not get to reading them
    for (let tried = 0; tried < 9 && !answer; tried++) answer = await bytesOf(options);
    if (answer?.status !== 200)
      throw new Error(`${page.name} (${page.path}): ${answer ? `HTTP ${answer.status}` : 'cut off'}`);
    return answer.bytes;
  }

  /** Reads a page so many times, one after the other, as it travels to a browser. */
  async measure(page: Page, times: number, served: ProbedServer): Promise<PageFigures> {
    const plain = await this.get(page, 'identity');
    const travels = await this.get(page, 'gzip, br');
    const ms: number[] = [];
    const before = (await served.probe()).cpu;
    for (let n = 0; n < times; n++) {
      const from = performance.now();
      await this.get(page, 'gzip, br');
      ms.push(performance.now() - from);
    }
    return {
      p50: percentile(ms, 0.5),
      p95: percentile(ms, 0.95),
      cpu: ((await served.probe()).cpu - before) / times,
      kB: plain / 1000,
      travels: travels / 1000,
    };
  }

  /** Reads everything once, eight at a time, as several people do; for `seconds` at most. How many it read. */
  async once(pages: readonly Page[], seconds: number): Promise<number> {
    const end = performance.now() + seconds * 1000;
    const waiting = pages.values();
    let count = 0;
    const read = async () => {
      for (const page of waiting) {
        if (performance.now() > end) return;
        await this.get(page, 'gzip, br');
        count++;
      }
    };
    await Promise.all(Array.from({ length: 8 }, read));
    return count;
  }

  close(): void {
    this.agent.destroy();
  }
}

/** undefined: the connection was cut off. */
function bytesOf(options: http.RequestOptions): Promise<{ status: number; bytes: number } | undefined> {
  return new Promise((resolve, reject) => {
    const request = http.get(options, (response) => {
      let bytes = 0;
      response.on('data', (chunk: Buffer) => (bytes += chunk.length));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, bytes }));
      response.on('error', reject);
    });
    request.on('error', (error: NodeJS.ErrnoException) =>
      error.code === 'ECONNRESET' || error.code === 'EPIPE' ? resolve(undefined) : reject(error),
    );
  });
}
