import { pause } from './crowd.ts';
import { cpuSeconds } from './proc.ts';

/** Waits until a process has nothing to do: under 3 % of a core for two seconds; at most `seconds`. */
export async function settled(pid: number, seconds = 90): Promise<void> {
  let quiet = 0;
  for (let waited = 0; waited < seconds && quiet < 2; waited++) {
    const before = cpuSeconds(pid);
    await pause(1_000);
    quiet = cpuSeconds(pid) - before < 0.03 ? quiet + 1 : 0;
  }
}
