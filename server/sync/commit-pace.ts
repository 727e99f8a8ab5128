import { performance } from 'node:perf_hooks';

/** A commit begins so long after the one before it at the earliest, ms: each costs the disk a sync, however small. */
const gatherLeast = 5;
const gatherMost = 15;
/** … and so many times the computing of the last one, waiting for the disk not counted: the busier, the larger. */
const gatherFactor = 2;

/** When commits begin: at once when idle; under load what comes in gathers for a moment. */
export class CommitPace {
  private began = 0;
  private took = 0;
  private cpu: NodeJS.CpuUsage | undefined;

  /** Calls `commit` when its time has come. */
  schedule(commit: () => void): void {
    const gather = Math.min(gatherMost, Math.max(gatherLeast, this.took * gatherFactor));
    const pause = gather - (performance.now() - this.began);
    // setImmediate: after all sockets that are readable now have been read
    if (pause >= 1) setTimeout(commit, pause);
    else setImmediate(commit);
  }

  begin(): void {
    this.began = performance.now();
    this.cpu = process.threadCpuUsage();
  }

  end(): void {
    const { user, system } = process.threadCpuUsage(this.cpu);
    this.took = (user + system) / 1_000;
  }
}
