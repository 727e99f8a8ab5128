import { listPart } from '#lib/domain/lists/list-part.ts';
import { shownCode } from '#lib/domain/typed-code.ts';
import { qrRows } from '#lib/page/qr.ts';
import { ofThisCouncil } from '../read-writing.ts';
import type { PageServerLoad } from './$types';

/** Sheets of paper: nothing on them moves. */
export const csr = false;

const formsOfPart = 50;

/** The form of each seat on A4, with its link and code; `?seat=` prints one. */
export const load: PageServerLoad = async (event) => {
  const { locals, params, url } = event;
  const view = await ofThisCouncil(event, locals.app.read.writing.print(locals.actor, params.id));
  const seat = Number(url.searchParams.get('seat'));
  const forms = seat > 0 ? view.forms.filter(({ no }) => no === seat) : view.forms;
  const part = listPart(forms, url, {
    per: formsOfPart,
    wordsOf: ({ no, label, name }) => `${no} ${label} ${name}`,
  });
  event.setHeaders({ 'Cache-Control': 'private, no-store' });
  return {
    bare: true,
    view: { ...view, forms: [] },
    part: {
      ...part,
      items: part.items.map((form) => {
        const address = `${url.origin}/c/${view.council.slug}/answer/${form.code}`;
        return { ...form, code: shownCode(form.code), address, qr: qrRows(address) };
      }),
    },
  };
};
