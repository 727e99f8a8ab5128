import { isRefusal, type Refusal } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { answered, answerInput } from '#lib/page/answer-acts.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A plain form with one small script of its own. */
export const csr = false;

/** So long a device that has said the name is not asked again, s. */
const remembers = 92 * 86_400;
const cookie = 'written-name';

async function readForm(event: Pick<RequestEvent, 'locals' | 'params' | 'cookies'>, councilId: string) {
  const { app, actor } = event.locals;
  const { code } = event.params;
  return app.read.writing.linkForm(actor, { councilId, code, name: event.cookies.get(cookie) ?? '' });
}

/** The form behind a personal link (WRT10): first the name, then the questions. */
export const load: PageServerLoad = async (event) => {
  const { council } = await event.parent();
  event.setHeaders({ 'Cache-Control': 'private, no-store' });
  const view = await readForm(event, council.id);
  const common = {
    title: m.answer_page_title({}, { locale: event.locals.actor.locale }),
    now: event.locals.app.clock.now(),
    key: crypto.randomUUID(),
  };
  if (!isRefusal(view)) return { ...common, view, asks: 'nothing' as const };
  if (view.refused === 'name-not-recognised') return { ...common, view: null, asks: 'name' as const };
  if (view.refused === 'not-found') return { ...common, view: null, asks: 'code' as const };
  turnedAway(event, view);
};

async function councilOf(event: RequestEvent): Promise<{ id: string }> {
  const council = await event.locals.app.read.council.bySlug(event.params.slug);
  if (isRefusal(council)) turnedAway(event, council);
  return council;
}

const act = async (event: RequestEvent, draft: boolean) => {
  const form = await event.request.formData();
  const { id } = await councilOf(event);
  const view = await readForm(event, id);
  if (isRefusal(view)) return refusedForm(event, view, form);
  const input = {
    code: event.params.code,
    name: event.cookies.get(cookie) ?? '',
    ...answerInput(form, view.asked.questions),
    draft,
  };
  return answered(await actForm(event, 'answer-by-link', input, form), draft);
};

export const actions: Actions = {
  /** The name, once on each device. */
  name: async (event) => {
    const form = await event.request.formData();
    const { app, actor } = event.locals;
    const { id } = await councilOf(event);
    const name = textOf(form, 'name').trim();
    const { code } = event.params;
    const view = await app.read.writing.linkForm(actor, { councilId: id, code, name: name || '?' });
    if (isRefusal(view)) return refusedForm(event, view satisfies Refusal, form);
    const acted = await actForm(event, 'open-written-link', { code, name }, form);
    if (!('result' in acted)) return acted;
    event.cookies.set(cookie, name, {
      path: event.url.pathname,
      httpOnly: true,
      sameSite: 'lax',
      secure: app.secure(),
      maxAge: remembers,
    });
    return { done: 'named' as const };
  },
  send: async (event) => act(event, false),
  draft: async (event) => act(event, true),
};
