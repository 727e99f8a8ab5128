import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';

/** A device with one document open. */
export interface Phone {
  readonly doc: string;
  readonly cookie: string;
  readonly types?: boolean;
  /** of its server, where it is another than that of all */
  readonly port?: number;
}

/** What phones have heard since they were asked last; `bytes` and `closed` since the beginning. */
export interface Heard {
  /** words that arrived at others, and how long they took, ms */
  readonly count: number;
  readonly p50: number;
  readonly p99: number;
  readonly bytes: number;
  readonly closed: number;
  /** how late the phones' own timers were, ms */
  readonly ownDelayP99: number;
}

export type Asked =
  | { readonly port: number; readonly sit: readonly Phone[] }
  /** words a second, by all who type */
  | { readonly type: number }
  | { readonly heard: true };

type Said = { readonly done: Heard | undefined } | { readonly failed: string };

/** Phones in a process of their own. */
export class Phones {
  private readonly child: ChildProcess;

  private constructor() {
    this.child = fork(path.join(import.meta.dirname, 'phones.child.ts'));
  }

  /** All are connected and have their documents. */
  static async sit(port: number, phones: readonly Phone[]): Promise<Phones> {
    const all = new Phones();
    if (phones.length > 0) await all.ask({ port, sit: phones });
    return all;
  }

  async type(perSecond: number): Promise<void> {
    await this.ask({ type: perSecond });
  }

  async heard(): Promise<Heard> {
    const heard = await this.ask({ heard: true });
    if (!heard) throw new Error('the phones said nothing');
    return heard;
  }

  async leave(): Promise<void> {
    const gone = new Promise((resolve) => this.child.once('exit', resolve));
    this.child.kill('SIGKILL');
    await gone;
  }

  private ask(asked: Asked): Promise<Heard | undefined> {
    return new Promise((resolve, reject) => {
      const left = () => reject(new Error('the phones ended'));
      this.child.once('exit', left);
      this.child.once('message', (said: Said) => {
        this.child.off('exit', left);
        if ('failed' in said) reject(new Error(said.failed));
        else resolve(said.done);
      });
      this.child.send(asked);
    });
  }
}
