import { seatNumbers } from '#lib/domain/deciding/index.ts';
import { listPart } from '#lib/domain/lists/list-part.ts';
import { refuse } from '#lib/domain/refusal.ts';
import { actForm, refusedForm, textOf } from '#lib/page/acts.ts';
import { m } from '#lib/paraglide/messages.js';
import { readSheets, sheetCounts } from './sheets.ts';
import type { Actions, PageServerLoad } from './$types';

/** Ballot papers and proxy forms of a meeting: to print, to note as sent and as back, and who is still to be asked. */
export const load: PageServerLoad = async (event) => {
  const view = await readSheets(event);
  const state = event.url.searchParams.get('state');
  const { locale } = event.locals.actor;
  return {
    title: m.sheets_title({}, { locale }),
    view: { ...view, sheets: [] },
    counts: sheetCounts(view.sheets),
    state,
    part: listPart(
      view.sheets.filter((sheet) => state === null || sheet.state === state),
      event.url,
      { wordsOf: ({ no, label, name }) => `${no} ${label} ${name}` },
    ),
    key: crypto.randomUUID(),
  };
};

export const actions: Actions = {
  track: async (event) => {
    const form = await event.request.formData();
    const line = textOf(form, 'seats').trim();
    const all = form.get('all') === 'yes';
    const seats = all ? null : seatNumbers(line);
    if (!all && (seats === null || seats.length === 0))
      return refusedForm(
        event,
        refuse('bad-input', { field: 'seats', params: { why: 'seat-numbers' } }),
        form,
      );
    const versionId = textOf(form, 'versionId');
    const acted = await actForm<{ moved: number }>(
      event,
      'track-papers',
      {
        meetingId: event.params.id,
        kind: versionId ? 'ballot' : 'proxy',
        ...(versionId && { versionId }),
        step: textOf(form, 'step'),
        ...(seats && { seats }),
        ...(form.get('undo') === 'yes' && { undo: true }),
      },
      form,
    );
    return 'result' in acted ? { moved: acted.result.moved } : acted;
  },
};
