import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants, createBrotliCompress, createGzip } from 'node:zlib';

/*
 * Pages and answers of the API are sent compressed: a register of ten years is a tenth of its size on the line. Files of
 * the build lie there compressed already and are left alone.
 *
 * Of a compressed answer a listener learns how well its parts resemble each other (BREACH). A page would have to hold a
 * secret beside words the attacker chose, be asked for thousands of times with the victim's cookie, and be seen on the
 * line each time. Ours is SameSite=Lax, session tokens stand in no page, and what a page shows once (slips with their
 * links) answers a POST, which is left alone here like every other answer to an act.
 */

/** Below this an answer fits into a packet anyway, bytes. */
const small = 1_024;

/** Quick rather than small: most of what there is to gain, for a few ms on another thread. */
const encoders = {
  br: () =>
    createBrotliCompress({
      params: {
        [constants.BROTLI_PARAM_QUALITY]: 4,
        [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
        // a window of 256 KiB: few answers are larger, and each one under way holds it
        [constants.BROTLI_PARAM_LGWIN]: 18,
      },
    }),
  gzip: () => createGzip({ level: 4 }),
};
type Encoding = keyof typeof encoders;

/** From here on the answer is compressed on its way, where the asker takes that and it is worth while. */
export function compressed(request: IncomingMessage, response: ServerResponse): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return;
  const { writeHead, write, end } = response;
  const plainly = () => Object.assign(response, { writeHead, write, end });
  const begin = () => {
    plainly();
    if (response.statusCode !== 200 || !isText(response)) return;
    // a cache in between must not hand one asker's encoding to another, also where this answer is plain
    response.appendHeader('Vary', 'Accept-Encoding');
    const encoding = encodingFor(request.headers['accept-encoding'] ?? '');
    if (request.method === 'HEAD' || !encoding || Number(response.getHeader('Content-Length')) < small)
      return;
    encode(response, encoding);
  };
  Object.assign(response, {
    writeHead(status: number, ...more: unknown[]) {
      response.statusCode = status;
      // who writes head and headers at once hands out a file and has its own encoding
      if (more.length > 0) plainly();
      else begin();
      return writeHead.apply(response, [status, ...more] as never);
    },
    write(...chunk: unknown[]) {
      begin();
      return response.write(...(chunk as [string]));
    },
    end(...chunk: unknown[]) {
      begin();
      return response.end(...(chunk as [string]));
    },
  });
}

/** Sends what is written to the response through an encoder. */
function encode(response: ServerResponse, encoding: Encoding): void {
  const write = response.write.bind(response);
  const end = response.end.bind(response);
  response.removeHeader('Content-Length');
  response.setHeader('Content-Encoding', encoding);
  // the same words in other bytes
  const tag = response.getHeader('ETag');
  if (typeof tag === 'string' && !tag.startsWith('W/')) response.setHeader('ETag', `W/${tag}`);
  const encoder = encoders[encoding]();
  encoder.on('data', (bytes: Uint8Array) => {
    if (write(bytes)) return;
    // a slow line is waited for
    encoder.pause();
    response.once('drain', () => encoder.resume());
  });
  encoder.on('end', () => end());
  encoder.on('drain', () => response.emit('drain'));
  encoder.on('error', (error) => response.destroy(error));
  response.once('close', () => encoder.destroy());
  Object.assign(response, {
    write: (...chunk: unknown[]) => encoder.write(...(chunk as [string])),
    end(...chunk: unknown[]) {
      encoder.end(...(chunk as [string]));
      return response;
    },
  });
}

/** Words that get smaller; not what is compressed already, nor what must arrive bit by bit. */
function isText(response: ServerResponse): boolean {
  const type = String(response.getHeader('Content-Type') ?? '');
  return (
    /^(text\/|application\/(json|x-ndjson|javascript)|image\/svg)/.test(type) &&
    !type.startsWith('text/event-stream') &&
    !response.hasHeader('Content-Encoding') &&
    !response.hasHeader('Content-Range') &&
    !/no-transform/.test(String(response.getHeader('Cache-Control') ?? ''))
  );
}

/** br before gzip; what the asker refuses (`q=0`) is not used. */
function encodingFor(accepted: string | string[]): Encoding | undefined {
  const takes = new Set(
    String(accepted)
      .split(',')
      .flatMap((one) => {
        const [name = '', ...more] = one
          .trim()
          .toLowerCase()
          .split(/\s*;\s*/);
        return more.some((quality) => /^q=0(\.0*)?$/.test(quality)) ? [] : [name];
      }),
  );
  return (['br', 'gzip'] as const).find((name) => takes.has(name));
}
