import { redirect } from '@sveltejs/kit';
import { isRefusal, refuse } from '#lib/domain/refusal.ts';
import { m } from '#lib/paraglide/messages.js';
import { sayRefusal } from '#lib/text/refusals.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { turnedAway } from '#lib/page/turned-away.ts';
import { councilOf } from '../acts.ts';
import { paperSlip, type PaperSlip } from '../slips.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { may, council, roster } = await event.parent();
  if (!may['mandate.give']) return turnedAway(event, refuse('forbidden'));
  const { app, actor } = event.locals;
  const links = await app.read.issueLinks.open(actor, council.id);
  const byName = { wordsOf: ({ name, kana }: { name: string; kana: string }) => `${name} ${kana}` };
  return {
    links: links && listPart(links, event.url, { name: 'links', wordsOf: ({ place }) => place }),
    waiting: listPart(
      roster.people.filter(({ cameIn }) => !cameIn),
      event.url,
      { name: 'waiting', ...byName },
    ),
    open: listPart(
      roster.people.filter(({ slip }) => slip !== null),
      event.url,
      { name: 'open', ...byName },
    ),
  };
};

export const actions: Actions = {
  /** New slips for everybody chosen, to be printed on one go. */
  people: async (event) => {
    const { app, actor } = event.locals;
    const council = await councilOf(event);
    const form = await event.request.formData();
    const key = textOf(form, 'idempotencyKey');
    const asked = new Set(form.getAll('personIds').map(String));
    if (asked.size === 0 || key === '' || key.length > 150)
      return refusedForm(event, refuse('bad-input', { field: 'personIds' }), form);
    const roster = await app.read.council.roster(actor, council.slug);
    if (isRefusal(roster)) return refusedForm(event, roster, form);
    const chosen = roster.people.map((person) => person.personId).filter((personId) => asked.has(personId));
    const slips: PaperSlip[] = [];
    const refused: string[] = [];
    for (const personId of chosen) {
      const name = roster.people.find((person) => person.personId === personId)?.name ?? '';
      const ran = await app.act(
        'issue-password-slip',
        { councilId: council.id, personId },
        actor,
        `${key}:${personId}`,
      );
      if (isRefusal(ran)) {
        const message =
          ran.refused === 'already-done'
            ? m.slips_shown_before({}, { locale: actor.locale })
            : sayRefusal(ran, actor.locale).message;
        refused.push(m.slips_refused({ name, message }, { locale: actor.locale }));
        continue;
      }
      const issued = ran.result as { token: string; expiresAt: number; purpose: PaperSlip['purpose'] };
      slips.push(paperSlip(event.url.origin, { name, ...issued }));
    }
    return { slips, refused };
  },

  /** A new link for residents, as a poster. */
  residents: async (event) => {
    const council = await councilOf(event);
    const form = await event.request.formData();
    const acted = await actForm<{ token: string; expiresAt: number }>(
      event,
      'open-resident-link',
      { councilId: council.id },
      form,
    );
    if (!('result' in acted)) return acted;
    const slip = { name: '', purpose: 'resident' as const, ...acted.result };
    return {
      poster: paperSlip(event.url.origin, slip),
      publicUrl: `${event.url.origin}/c/${council.slug}/public`,
    };
  },

  /** A link of its own for a place where a sheet hangs. */
  openLink: async (event) => {
    const council = await councilOf(event);
    const form = await event.request.formData();
    const input = { councilId: council.id, place: textOf(form, 'place') };
    const acted = await actForm<{ mark: string }>(event, 'open-issue-link', input, form);
    if (!('result' in acted)) return acted;
    redirect(303, `/c/${council.slug}/issues/poster?link=${acted.result.mark}`);
  },

  endLink: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(event, 'end-issue-link', { linkId: textOf(form, 'linkId') }, form);
    return 'result' in acted ? { done: 'ended' as const } : acted;
  },

  revoke: async (event) => {
    const form = await event.request.formData();
    const acted = await actForm(
      event,
      'revoke-invitation',
      { invitationId: textOf(form, 'invitationId') },
      form,
    );
    return 'result' in acted ? { done: 'ended' as const } : acted;
  },
};
