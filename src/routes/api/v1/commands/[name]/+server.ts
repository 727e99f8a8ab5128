import { isRefusal, refuse, type Refusal } from '#lib/domain/refusal.ts';
import { answerRefusal, signInCookie } from '#lib/page/answers.ts';
import type { RequestHandler } from './$types';

const oneMiB = 1_048_576;

/** contracts §3: one command. Everything from outside is hostile until the command's schema has read it. */
export const POST: RequestHandler = async (event) => {
  const { locals, request, params } = event;
  const key = request.headers.get('idempotency-key');
  if (!key || key.length > 200) return answerRefusal(locals, refuse('idempotency-key-missing'));
  const input = await readJson(request);
  if (isRefusal(input)) return answerRefusal(locals, input);
  const ran = await locals.app.act(params.name, input.value, locals.actor, key);
  if (isRefusal(ran)) return answerRefusal(locals, ran);
  if (ran.signIn) await signInCookie(event, ran.signIn);
  return new Response(JSON.stringify({ ok: true, result: ran.result }), {
    headers: { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' },
  });
};

/** The JSON object of a request body of at most 1 MiB. */
async function readJson(request: Request): Promise<{ value: object } | Refusal> {
  if (Number(request.headers.get('content-length') ?? 0) > oneMiB) return refuse('body-too-large');
  const bytes = await bytesOf(request);
  if (isRefusal(bytes)) return bytes;
  if (bytes.byteLength > oneMiB) return refuse('body-too-large');
  try {
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { value };
  } catch {
    // not JSON, or not UTF-8
  }
  return refuse('bad-json');
}

/** The body; one without a stated length may turn out too large for the server on the way. */
async function bytesOf(request: Request): Promise<Uint8Array | Refusal> {
  try {
    return new Uint8Array(await request.arrayBuffer());
  } catch (error) {
    if ((error as { status?: unknown }).status === 413) return refuse('body-too-large');
    throw error;
  }
}
