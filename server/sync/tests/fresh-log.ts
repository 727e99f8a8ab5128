import { engineOfRun } from '#tests/fixtures/engine-of-run.ts';
import type { DocLog } from '../doc-log.ts';
import { MemoryDocLog } from './memory-doc-log.ts';

/** An empty log: in memory, or in a database of its own where the tests of this worker are on PostgreSQL. */
export async function freshLog(): Promise<DocLog> {
  if (engineOfRun === 'sqlite') return new MemoryDocLog();
  const { openLoneLog } = await import('./lone-log.ts');
  return openLoneLog();
}
