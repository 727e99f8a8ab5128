import { m } from '#lib/paraglide/messages.js';
import type { Cell, Matrix, Row } from '#lib/domain/issues/coverage.ts';
import type { Locale } from '#lib/i18n/locale.ts';
import { fieldWord, lifeStageWord } from './taxonomy.ts';

/* The coverage matrix as a picture that stands alone: SVG without script, fonts or links. */

const left = 190;
const column = 112;
const line = 52;
const top = 128;
/** Ink and grounds of the picture: light paper, whatever the reader's theme. */
const ink = '#1a1a1a';
const grounds = ['#ffffff', '#e9f7f9', '#b9dfe6', '#86c3cf'];

/** An SVG document; every word in it is escaped. Counts of issues and decisions, candidates as 「＋候補1」. */
export function coveragePicture(matrix: Matrix, council: string, locale: Locale): string {
  const words = { locale };
  const rows = [...matrix.core, ...matrix.more];
  const width = left + column * matrix.lifeStages.length + 24;
  const height = top + line * rows.length + 56;
  const title = `${council}　${m.coverage_title({}, words)}`;
  const filled = m.coverage_filled({ cells: matrix.cells, filled: matrix.filled }, words);
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" lang="${locale}">`,
    `<title>${escape(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#ffffff"/>`,
    `<g font-family="'BIZ UDPGothic','Noto Sans JP',sans-serif" fill="${ink}" font-size="15">`,
    text(24, 36, title, 'font-size="20" font-weight="700"'),
    text(24, 66, filled, ''),
    ...matrix.lifeStages.map((stage, i) =>
      text(left + column * (i + 0.5), top - 14, lifeStageWord(stage, locale), 'text-anchor="middle"'),
    ),
    ...rows.flatMap((row, i) => drawRow(row, top + line * i, locale)),
    `<rect x="${left}" y="${top}" width="${column * matrix.lifeStages.length}" height="${line * matrix.core.length}" fill="none" stroke="${ink}" stroke-width="2"/>`,
    text(24, height - 20, m.coverage_picture_foot({}, words), 'font-size="13"'),
    '</g></svg>',
  ];
  return parts.join('\n');
}

function drawRow(row: Row, y: number, locale: Locale): string[] {
  return [
    text(24, y + line / 2 + 5, fieldWord(row.field, locale), ''),
    ...row.cells.map((cell, i) => drawCell(cell, left + column * i, y, locale)),
  ];
}

function drawCell(cell: Cell, x: number, y: number, locale: Locale): string {
  const n = cell.issues.length + cell.decided.length;
  const ground = grounds[n === 0 ? 0 : n === 1 ? 1 : n <= 3 ? 2 : 3] ?? '#ffffff';
  const planned =
    cell.planned.length === 0
      ? ''
      : text(
          x + column / 2,
          y + line - 8,
          m.coverage_cell_planned({ n: cell.planned.length }, { locale }),
          'text-anchor="middle" font-size="12"',
        );
  return [
    `<rect x="${x}" y="${y}" width="${column}" height="${line}" fill="${ground}" stroke="#817a6e"/>`,
    text(
      x + column / 2,
      y + line / 2 + 6,
      n === 0 ? '–' : String(n),
      'text-anchor="middle" font-weight="700" font-size="18"',
    ),
    planned,
  ].join('');
}

function text(x: number, y: number, words: string, attributes: string): string {
  return `<text x="${x}" y="${y}" ${attributes}>${escape(words)}</text>`;
}

function escape(words: string): string {
  return words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
