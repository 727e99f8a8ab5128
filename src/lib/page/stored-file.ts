import { error } from '@sveltejs/kit';
import { refuse } from '#lib/domain/refusal.ts';
import { sayRefusal } from '#lib/text/refusals.ts';

/**
 * The bytes of a stored paper or photo. One that is lost, or no longer what its name says, is never handed out: who asked
 * for it is told, and the log names it for whoever keeps the machine.
 */
export async function storedFile(
  event: { locals: App.Locals },
  hash: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const { app, actor } = event.locals;
  const { blobs, log } = app;
  const bytes = await blobs.get(hash).catch((error: unknown) => {
    log.error({ err: error, hash }, 'a stored file can not be handed out');
    return undefined;
  });
  if (bytes) return new Uint8Array(bytes);
  const refusal = refuse('file-damaged');
  const { message, next } = sayRefusal(refusal, actor.locale);
  // the address of a file has no page of its own on which the next step could stand
  error(app.statusOf(refusal), `${message} ${next ?? ''}`.trim());
}
