import type { SheetsView } from '#server/queries/deciding/sheets.ts';
import { sheetStates, type SheetState } from '#lib/domain/deciding/index.ts';
import { isRefusal } from '#lib/domain/refusal.ts';
import { turnedAway } from '#lib/page/turned-away.ts';

/** Papers of this address for whoever enters replies; `?text=` names the frozen text, without it they are proxy forms. */
export async function readSheets(event: {
  locals: App.Locals;
  url: URL;
  params: { slug: string; id: string };
}): Promise<SheetsView> {
  const text = event.url.searchParams.get('text');
  const sheets = await event.locals.app.read.rounds.sheets(event.locals.actor, event.params.id, text || null);
  if (isRefusal(sheets)) turnedAway(event, sheets);
  if (sheets.council.slug !== event.params.slug) turnedAway(event, { refused: 'not-found' });
  return sheets;
}

/** How many papers are how far; what was typed has come back and was sent. */
export function sheetCounts(sheets: SheetsView['sheets']): Readonly<Record<SheetState, number>> {
  const counts = Object.fromEntries(sheetStates.map((state) => [state, 0])) as Record<SheetState, number>;
  for (const { state } of sheets) counts[state]++;
  return counts;
}
