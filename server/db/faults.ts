/*
 * What the engine says when it can't do as asked. Its codes are known here alone; another engine adds its own.
 */

/** The disk is full: nothing was written, and room made by hand is enough to go on. */
export function isDiskFull(error: unknown): boolean {
  return codeOf(error) === 'SQLITE_FULL';
}

/** The disk failed to write or to sync: what it holds now is known only after reading it again (safety B9). */
export function isDiskBroken(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_IOERR');
}

/** Another was first: a unique constraint holds what was to be written. */
export function isTaken(error: unknown): boolean {
  const code = codeOf(error);
  return code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY';
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
