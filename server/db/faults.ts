/*
 * What the engine says when it can't do as asked. The codes of both engines are known here alone: those of SQLite, and the
 * five signs of PostgreSQL (SQLSTATE) or what its driver says of the connection.
 */

/** The disk is full: nothing was written, and room made by hand is enough to go on. */
export function isDiskFull(error: unknown): boolean {
  return ['SQLITE_FULL', '53100'].includes(codeOf(error));
}

/**
 * The disk failed to write or to sync: what it holds now is known only after reading it again (safety B9). Of PostgreSQL's
 * disks its own server takes care: it ends and recovers, which is `isUnreachable` for us.
 */
export function isDiskBroken(error: unknown): boolean {
  return codeOf(error).startsWith('SQLITE_IOERR');
}

/** Another was first: a unique constraint holds what was to be written. */
export function isTaken(error: unknown): boolean {
  return ['SQLITE_CONSTRAINT_UNIQUE', 'SQLITE_CONSTRAINT_PRIMARYKEY', '23505'].includes(codeOf(error));
}

/** The engine gave a transaction up for the sake of another: nothing of it was done, and once more may go well. */
export function isRetryable(error: unknown): boolean {
  return ['40001', '40P01'].includes(codeOf(error));
}

/** Somebody else held what was needed for too long: nothing was done. */
export function isHeldUp(error: unknown): boolean {
  return ['55P03', '57014', '53300'].includes(codeOf(error));
}

/**
 * The server of the records does not answer, or went while it was asked. What it was asked may have been done or not;
 * whoever asks again with the same key hears which.
 */
export function isUnreachable(error: unknown): boolean {
  const code = codeOf(error);
  if (/^08|^57P0|^25P03$|^25006$|^ECONN|^ENOTFOUND$|^EPIPE$|^ETIMEDOUT$|^EHOST|^ENET|^EAI_AGAIN$/.test(code))
    return true;
  // the driver and its pool say it without a code
  return code === '' && error instanceof Error && lost.test(error.message);
}

const lost =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Query read timeout|Client has encountered a connection error|Client was closed)/;

/** The records can't be asked, or not in time: later they can. What was asked may have been done or not. */
export function isAway(error: unknown): boolean {
  return isUnreachable(error) || isHeldUp(error);
}

function codeOf(error: unknown): string {
  const code = (error as { code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : '';
}
