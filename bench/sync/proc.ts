import { readdirSync, readFileSync } from 'node:fs';

/* What the system knows about a process: all its threads together. */

/** CPU seconds, user and system. */
export function cpuSeconds(pid: number): number {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  // fields 14 and 15 of proc(5), in hundredths of a second
  return (Number(fields[11]) + Number(fields[12])) / 100;
}

/** Bytes in memory now, and the most there were. */
export function memory(pid: number): { readonly rss: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  const bytes = (name: string) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? NaN) * 1024;
  return { rss: bytes('VmRSS'), peak: bytes('VmHWM') };
}

/** CPU seconds of a process and of all that it has started, those that have ended too. */
export function familySeconds(pid: number): number {
  let seconds = 0;
  for (const name of readdirSync('/proc')) {
    const one = Number(name);
    if (!Number.isInteger(one) || (one !== pid && fieldsOf(one)?.[1] !== String(pid))) continue;
    const fields = fieldsOf(one) ?? [];
    // fields 14 to 17 of proc(5): its own, and of children it has waited for
    seconds += fields.slice(11, 15).reduce((sum, hundredths) => sum + Number(hundredths), 0) / 100;
  }
  return seconds;
}

/** What stands behind the name in proc(5); undefined: it is gone. */
function fieldsOf(pid: number): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
