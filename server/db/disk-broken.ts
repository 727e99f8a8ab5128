/** The disk failed to write or to sync: what it holds now is known only after reading it again (safety B9). */
export function isDiskBroken(error: unknown): boolean {
  return ((error as { code?: string } | null)?.code ?? '').startsWith('SQLITE_IOERR');
}
