import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

/** A server that is not ours (PostgreSQL, Redis), as tests start it. */
export interface Program {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Who it runs as; undefined: as ourselves. */
  readonly as: { readonly uid: number; readonly gid: number } | undefined;
  readonly folder: string;
  /** What it says goes here. */
  readonly logFile: string;
  /** Ends it at once. */
  readonly atOnce: NodeJS.Signals;
  /** Throws while it does not answer. */
  answers(): Promise<void>;
}

/** A start takes half a second; on a busy machine many times as long. */
const patience = 120_000;

/** One server: started, ended by its pid, started again. It never outlives the process of the tests, however that ends. */
export class ServerProcess {
  private readonly program: Program;
  private child: ChildProcess | undefined;
  private exited: Promise<void> = Promise.resolve();
  private watch: ChildProcess | undefined;

  constructor(program: Program) {
    this.program = program;
  }

  get pid(): number {
    if (this.child?.pid === undefined) throw new Error(`${this.program.name} is not running`);
    return this.child.pid;
  }

  /** Resolves when it answers. Throws with the end of what it said when it does not. */
  async start(): Promise<void> {
    if (this.child) throw new Error(`${this.program.name} is running already`);
    const { command, args, as, folder, logFile, atOnce } = this.program;
    const log = openSync(logFile, 'a');
    const child = spawn(command, args, { cwd: folder, stdio: ['ignore', log, log], ...as });
    closeSync(log);
    this.child = child;
    this.exited = new Promise((resolve) => {
      child.once('exit', () => resolve());
      child.once('error', () => resolve());
    });
    // its line to us ends when we do, also by kill -9
    this.watch = spawn('sh', ['-c', `read _; kill -s ${atOnce.slice(3)} ${child.pid}`], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    this.watch.stdin?.on('error', () => undefined);
    await this.answering(child);
  }

  /** Sends the signal that ends it; resolves when it is gone. */
  async end(signal: NodeJS.Signals = this.program.atOnce): Promise<void> {
    const { child, watch } = this;
    if (!child) return;
    watch?.kill('SIGKILL');
    child.kill(signal);
    await this.exited;
    this.child = undefined;
  }

  private async answering(child: ChildProcess): Promise<void> {
    const end = Date.now() + patience;
    for (;;) {
      const fault = await this.program.answers().then(
        () => undefined,
        (error: unknown) => error,
      );
      if (fault === undefined) return;
      if (child.exitCode === null && child.pid !== undefined && Date.now() < end) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        continue;
      }
      await this.end('SIGKILL');
      const { name, logFile } = this.program;
      const said = readFileSync(logFile, 'utf8').slice(-2_000);
      throw new Error(`${name} does not answer (${String(fault)}):\n${said}`, { cause: fault });
    }
  }
}
