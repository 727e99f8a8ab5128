/*
 * After a rush the process keeps what it has taken: Node collects because somebody asks for room, and nobody does. So when
 * it has become quiet, everything dead is collected once, and the system has a third of the memory back.
 */

/** What is asked of the process. */
export interface ProcessPorts {
  /** CPU time used since the start, all threads, ms */
  cpu(): number;
  /** Bytes of the heap, used or not. */
  heap(): number;
  /** Collects everything dead; the thread stands still for some 25 ms. */
  collect(): void;
}

/** So often it is looked at, ms, and quiet is when so much CPU at most was used since, ms. */
const every = 10_000;
const quietCpu = 200;
/** So many looks in a row: a pause between two items of a meeting is none. */
const quietLooks = 3;
/** A heap that has grown by less since it was collected is left alone. */
const grownBy = 1.2;

/** Collects whenever it has been quiet for half a minute and the heap has grown; `look` is run by itself, too. */
export function giveBackWhenQuiet(ports: ProcessPorts): {
  readonly look: () => void;
  readonly stop: () => void;
} {
  let cpu = ports.cpu();
  let quiet = 0;
  let collectedAt = 0;
  const look = () => {
    const used = ports.cpu() - cpu;
    cpu += used;
    quiet = used <= quietCpu ? quiet + 1 : 0;
    if (quiet !== quietLooks || ports.heap() < collectedAt * grownBy) return;
    ports.collect();
    collectedAt = ports.heap();
  };
  const timer = setInterval(look, every).unref();
  return { look, stop: () => clearInterval(timer) };
}

/** This process; undefined where Node was not told to let itself be asked (node-flags.mjs). */
export function ownProcess(): ProcessPorts | undefined {
  const { gc } = globalThis;
  return (
    gc && {
      cpu: () => {
        const { user, system } = process.cpuUsage();
        return (user + system) / 1000;
      },
      heap: () => process.memoryUsage().heapTotal,
      collect: () => void gc(),
    }
  );
}
