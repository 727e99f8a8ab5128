import { readSheet } from 'read-excel-file/node';
import { csvText } from '#lib/domain/council/household-table.ts';
import type { TableRow } from '#lib/domain/tables/read-table.ts';

/** A table as it was handed in: the text of a CSV or of what was pasted, or the rows of a sheet; null: it can't be read. */
export type HandedTable = string | readonly TableRow[] | null;

/** As many bytes as a list of a thousand households has at most; a sheet that unpacks to far more is no list. */
const mostBytes = 5_000_000;

/** The beginning of every .xlsx, which is a ZIP. */
const zipMark = [0x50, 0x4b, 0x03, 0x04];

/**
 * Reads a file (HHT3): the first sheet of an .xlsx, where a formula says what it came to and of merged cells the first holds
 * the words; anything else is a CSV.
 */
export async function readTableFile(file: File): Promise<HandedTable> {
  if (file.size > mostBytes) return null;
  const bytes = new Uint8Array(await file.arrayBuffer());
  if (!zipMark.every((byte, i) => bytes[i] === byte)) return bytes.includes(0) ? null : csvText(bytes);
  try {
    return sheetRows(await readSheet(Buffer.from(bytes)));
  } catch {
    return null;
  }
}

/** Rows of a sheet with their numbers there; empty ones are left out and keep the numbers of the others. */
function sheetRows(rows: readonly (readonly unknown[])[]): TableRow[] {
  return rows.flatMap((cells, i) => {
    const words = cells.map(wordOf);
    return words.some((word) => word !== '') ? [{ line: i + 1, cells: words }] : [];
  });
}

/** A number of a household may be kept as a number: 12, never 12.0. */
function wordOf(cell: unknown): string {
  if (cell === null || cell === undefined) return '';
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  return typeof cell === 'object' ? '' : String(cell as string | number | boolean).trim();
}
