import { readFileSync } from 'node:fs';
import { Parser, type Node } from 'commonmark';
import { describe, expect, it } from 'vitest';
import type { SaidMinutes } from '#lib/text/minutes.ts';
import { minutesMarkdown, type MarkdownStanding } from './minutes-markdown.ts';

const at = Date.UTC(2023, 1, 20, 3);
const sealed: MarkdownStanding = {
  state: 'sealed',
  textHash: 'ab'.repeat(32),
  sealed: { seq: 3, hash: 'cd'.repeat(32), at },
  signedAt: [at, null],
};

/** Minutes in which everything is said that minutes can say, each with signs of Markdown in it. */
const said: SaidMinutes = {
  kicker: '令和4年度（2022年度）第4回',
  council: 'みずき台 *推進* 会議',
  facts: [{ key: 'where', term: '会場', text: '第1集会所 | 2階 <R&D>', parts: [] }],
  items: [
    {
      no: 1,
      heading: '1. 見守り #高齢者#',
      tag: { decided: true, label: '決定_1_' },
      closed: false,
      gist: [
        { text: '1. 説明があった。', entry: null },
        { text: '・坂の`上`の班', entry: 2 },
        { text: '☑ 名簿', entry: 4 },
      ],
      blocks: [
        {
          kind: 'text',
          version: '第2版',
          decision: { no: '令和4年度 決定第4号', title: '題 [名]' },
          lines: ['# 一つ目', '- 二つ目'],
          words: '合言葉　さくら（ab）',
        },
        {
          kind: 'round',
          title: '合意の確認',
          sentence: '合意しました。',
          details: ['25人のうち22人', '+1'],
          voices: [
            {
              kind: '懸念',
              who: '（委員7）',
              reason: '人手が\n足りない *',
              wouldAgreeIf: '車がある',
              response: '<車>を出す',
            },
          ],
        },
        { kind: 'remark', text: '見直し　令和6年2月8日（木）' },
        {
          kind: 'division',
          title: '役割分担 *見守り*',
          facts: ['期間　令和5年4月1日（土）から'],
          rows: [
            {
              task: '声かけ|訪問',
              detail: '週に1回、2人で | 回る',
              again: false,
              part: '主担当',
              parties: '町会連合会',
              due: '令和5年4月1日（土）まで',
              answer: '引受け',
            },
          ],
        },
      ],
    },
  ],
  other: [{ text: '> 次回は四月', entry: null }],
  signatories: [
    { capacity: '議長', name: '江_藤_' },
    { capacity: '署名人', name: '小松*' },
  ],
};

const plain = (words: string) => words.replace(/[\s|]+|\\\|/g, '');
function wordsOf(node: Node): string {
  let words = node.literal ?? '';
  for (let child = node.firstChild; child; child = child.next) words += wordsOf(child);
  return words;
}
/** Every text in it but keys and what only steers. */
function leaves(value: unknown, key = ''): string[] {
  if (typeof value === 'string')
    return ['key', 'kind', 'state'].includes(key) && /^[a-z]*$/.test(value) ? [] : [value];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => leaves(inner, name));
}

describe('minutes as Markdown', () => {
  it('[F-P28] say everything the page says, in the same words', () => {
    const read = plain(wordsOf(new Parser().parse(minutesMarkdown(said, sealed))));
    for (const words of leaves(said)) expect(read).toContain(plain(words.replace(/^・/, '')));
  });

  it('[F-P28] have every heading and sentence of the parts of the page', () => {
    const page = ['MinutesPaper', 'Blocks', 'Division', 'Facts', 'PaperProof'].map((part) =>
      readFileSync(`src/routes/c/[slug]/meetings/[id]/minutes/${part}.svelte`, 'utf8'),
    );
    const own = readFileSync('server/export/minutes-markdown.ts', 'utf8');
    const sentences = (source: string) => new Set(source.match(/\bm\.minutes_\w+/g));
    const missing = [...sentences(page.join('\n'))].filter((sentence) => !sentences(own).has(sentence));
    expect(missing).toEqual([]);
  });

  it('[F-P26] say the year of every signature', () => {
    expect(minutesMarkdown(said, sealed)).toContain('- 議長 江\\_藤\\_（令和5年2月20日（月）');
  });
});
