import type { Blobs } from './blobs.ts';
import type { Engine } from './db/engine.ts';
import type { Db } from './db/open.ts';
import type { DocLog } from './sync/doc-log.ts';

/*
 * What a house lies in: a data folder of one server, or a PostgreSQL that several servers share (DATABASE_URL). Whoever
 * opens it knows nothing more of the engine; what PostgreSQL needs is loaded only where it is used.
 */
export interface Stores {
  readonly engine: Engine;
  readonly db: Db;
  /** The logs of the live documents; whoever takes them closes them. */
  readonly words: DocLog;
  /** Photos, materials and papers. */
  readonly blobs: Blobs;
  close(): Promise<void>;
}
