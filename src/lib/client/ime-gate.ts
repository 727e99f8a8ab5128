import * as decoding from 'lib0/decoding';
import * as encoding from 'lib0/encoding';
import type { WebsocketProvider } from 'y-websocket';
import { message } from '#lib/wire/tags.ts';

type Handler = WebsocketProvider['messageHandlers'][number];

/** Editors read the composed text a moment after compositionend. */
const settles = 60;

/**
 * Holds what other people send while an input method composes inside `root`, and lets it in afterwards. A
 * remote insertion that touches a composition makes the browser abort it (ProseMirror, Tiptap and CodeMirror
 * alike), which garbles Japanese, Chinese and Korean. Acknowledgements pass. Answers how to take it off.
 */
export function gateDuringComposition(
  provider: Pick<WebsocketProvider, 'messageHandlers' | 'ws'>,
  root: HTMLElement,
): () => void {
  const held: (() => void)[] = [];
  let composing = false;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const gated = [message.sync, message.awareness];
  const original = gated.map((type) => provider.messageHandlers[type] as Handler);
  for (const [i, type] of gated.entries()) {
    const handle = original[i] as Handler;
    provider.messageHandlers[type] = (encoder, decoder, from, emitSynced, messageType) => {
      if (!composing) return handle(encoder, decoder, from, emitSynced, messageType);
      const rest = decoder.arr.slice(decoder.pos);
      held.push(() => {
        const reply = encoding.createEncoder();
        handle(reply, decoding.createDecoder(rest), from, emitSynced, messageType);
        if (encoding.length(reply) > 1)
          from.ws?.send(encoding.toUint8Array(reply) as Uint8Array<ArrayBuffer>);
      });
    };
  }
  const release = () => {
    composing = false;
    for (const letIn of held.splice(0)) letIn();
  };
  const start = () => {
    clearTimeout(timer);
    composing = true;
  };
  const end = () => {
    clearTimeout(timer);
    timer = setTimeout(release, settles);
  };
  root.addEventListener('compositionstart', start, true);
  root.addEventListener('compositionend', end, true);
  root.addEventListener('focusout', end, true);
  return () => {
    clearTimeout(timer);
    release();
    for (const [i, type] of gated.entries()) provider.messageHandlers[type] = original[i] as Handler;
    root.removeEventListener('compositionstart', start, true);
    root.removeEventListener('compositionend', end, true);
    root.removeEventListener('focusout', end, true);
  };
}
