import { turnedAway } from './turned-away.ts';

/**
 * The bytes of a stored paper or photo. One that is lost, or no longer what its name says, is never handed out: who asked
 * for it is told, and the log names it for whoever keeps the machine.
 */
export async function storedFile(
  event: { locals: App.Locals; url: URL },
  hash: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { blobs, log } = event.locals.app;
  const bytes = await blobs.get(hash).catch((error: unknown) => {
    log.error({ err: error, hash }, 'a stored file can not be handed out');
    return undefined;
  });
  return bytes ? new Uint8Array(bytes) : turnedAway(event, { refused: 'file-damaged' });
}
