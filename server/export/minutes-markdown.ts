import { recordLocale } from '#lib/i18n/locale.ts';
import { m } from '#lib/paraglide/messages.js';
import { dateTimeWords, dateWords } from '#lib/text/dates.ts';
import type { SaidBlock, SaidItem, SaidLine } from '#lib/text/minutes-items.ts';
import { hexGroups, spokenWithHex } from '#lib/text/minutes-items.ts';
import type { SaidMinutes } from '#lib/text/minutes.ts';
import type { MinutesState } from '#lib/domain/minutes/state.ts';

/* Minutes as Markdown: the same words in the same order as on the page and on paper. */

const o = { locale: recordLocale };

/** What is known of their standing; times in ms since 1970 UTC. */
export interface MarkdownStanding {
  readonly state: MinutesState;
  readonly textHash: string | null;
  readonly sealed: { readonly seq: number; readonly hash: string; readonly at: number } | null;
  /** When each signatory signed, in the order of the document. */
  readonly signedAt: readonly (number | null)[];
}

export function minutesMarkdown(said: SaidMinutes, standing: MarkdownStanding): string {
  const parts = [
    `# ${escaped(said.council)} ${m.minutes_title({}, o)}`,
    escaped(said.kicker),
    ...stateLine(standing.state),
    said.facts.map(({ term, text }) => `- **${escaped(term)}** ${escaped(text)}`).join('\n'),
    ...said.items.map(itemOf),
    ...(said.other.length > 0 ? [`## ${m.minutes_other({}, o)}`, linesOf(said.other)] : []),
    ...signatures(said, standing),
    ...check(standing),
  ];
  return `${parts.filter(Boolean).join('\n\n')}\n`;
}

function stateLine(state: MarkdownStanding['state']): string[] {
  if (state === 'drafting') return [`> ${m.minutes_state_line_drafting({}, o)}`];
  return state === 'circulated' ? [`> ${m.minutes_state_line_circulated({}, o)}`] : [];
}

function itemOf(item: SaidItem): string {
  const tag = item.tag ? `（${item.tag.label}）` : '';
  return [`## ${escaped(item.heading)}${tag}`, linesOf(item.gist), ...item.blocks.map(blockOf)]
    .filter(Boolean)
    .join('\n\n');
}

function blockOf(block: SaidBlock): string {
  switch (block.kind) {
    case 'text': {
      const head = [
        block.decision ? `${block.decision.no} ${block.decision.title}` : '',
        block.version,
        block.words,
      ];
      const lines = [`**${escaped(head.filter(Boolean).join('　'))}**`, ...block.lines.map(escaped)];
      return lines.map((line) => `> ${line}`).join('\n>\n');
    }
    case 'round':
      return [
        `**${m.minutes_result({}, o)}** ${escaped(block.title)}　${escaped(block.sentence)}`,
        ...block.details.map((detail) => escaped(detail)),
        ...block.voices.map(
          (voice) =>
            `- ${escaped([voice.kind + voice.who, voice.reason, voice.wouldAgreeIf].filter(Boolean).join(' '))}` +
            (voice.response ? ` ― ${escaped(voice.response)}` : ''),
        ),
      ].join('\n\n');
    case 'remark':
      return escaped(block.text);
    case 'division':
      return [`**${escaped(block.title)}**`, ...block.facts.map(escaped), tableOf(block.rows)].join('\n\n');
  }
}

function tableOf(rows: Extract<SaidBlock, { kind: 'division' }>['rows']): string {
  const heads = [
    m.minutes_col_task({}, o),
    m.minutes_col_part({}, o),
    m.minutes_col_party({}, o),
    m.minutes_col_due({}, o),
    m.minutes_col_answer({}, o),
  ];
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('\n', ' ')).join(' | ')} |`;
  return [
    line(heads),
    line(heads.map(() => '---')),
    ...rows.map((row) => line([row.task, row.part, row.parties, row.due, row.answer].map(escaped))),
  ].join('\n');
}

function signatures(said: SaidMinutes, { signedAt, state }: MarkdownStanding): string[] {
  if (state === 'drafting' || said.signatories.length === 0) return [];
  return [
    `## ${m.minutes_sign_title({}, o)}`,
    said.signatories
      .map(({ capacity, name }, i) => {
        const at = signedAt[i] ?? null;
        const when =
          at === null ? m.minutes_not_signed({}, o) : m.minutes_signed_on({ date: dateWords(at, 'ja') }, o);
        return `- ${escaped(capacity)} ${escaped(name)}（${when}）`;
      })
      .join('\n'),
  ];
}

function check({ textHash, sealed }: MarkdownStanding): string[] {
  if (textHash === null) return [];
  const lines = [m.minutes_check_text({ words: spokenWithHex(textHash, 8, 'ja') }, o)];
  if (sealed)
    lines.push(
      m.minutes_check_entry({ seq: sealed.seq, words: spokenWithHex(sealed.hash, 8, 'ja') }, o),
      m.minutes_check_hash({ hash: hexGroups(sealed.hash, 8) }, o),
      m.minutes_sealed_at({ at: dateTimeWords(sealed.at, 'ja') }, o),
    );
  return [`## ${m.minutes_check_title({}, o)}`, lines.map((line) => `- ${line}`).join('\n')];
}

function linesOf(lines: readonly SaidLine[]): string {
  return lines
    .map(({ text, entry }, i) => {
      const gap = i === 0 ? '' : entry !== null && lines[i - 1]!.entry !== null ? '\n' : '\n\n';
      return (
        gap + (entry === null ? escaped(text) : `${'  '.repeat(entry)}- ${escaped(text.replace(/^・/, ''))}`)
      );
    })
    .join('');
}

/** People's words are words: nothing in them becomes a heading, a link or a table. */
function escaped(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|~#]/g, '\\$&')
    .replace(/^(\s*)([-+=])/gm, '$1\\$2')
    .replace(/^(\s*\d+)([.)])/gm, '$1\\$2');
}
