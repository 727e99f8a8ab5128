import { listPart } from '#lib/domain/lists/list-part.ts';
import { qrRows } from '#lib/page/qr.ts';
import { readSheets } from '../sheets.ts';
import type { PageServerLoad } from './$types';

/** As many sheets as a browser prints at once without losing its breath. */
const sheetsOfPart = 100;

/** The papers themselves, a sheet a seat; only what is not back yet is printed once more. */
export const load: PageServerLoad = async (event) => {
  const view = await readSheets(event);
  const { origin } = event.url;
  const base = `${origin}/c/${view.council.slug}/meetings/${view.meeting.id}/sheets/seat`;
  const text = view.shown ? `?text=${view.shown.versionId}` : '';
  const part = listPart(view.sheets, event.url, {
    per: sheetsOfPart,
    wordsOf: ({ no, label, name }) => `${no} ${label} ${name}`,
  });
  return {
    bare: true,
    view: { ...view, sheets: [] },
    part: {
      ...part,
      items: part.items.map((sheet) => {
        const address = `${base}/${sheet.no}${text}`;
        return { ...sheet, address, qr: qrRows(address) };
      }),
    },
  };
};
