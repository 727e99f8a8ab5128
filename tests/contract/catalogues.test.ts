import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { refusalCodes } from '#lib/domain/refusal.ts';
import * as messages from '#lib/paraglide/messages.js';
import { locales } from '#lib/paraglide/runtime.js';

/** A message is a text, or texts that figures choose from: `n=1` against `n=*` (inlang message format). */
type Message = string | [{ selectors: string[]; match: Record<string, string> }];

const readMessages = (locale: string) =>
  JSON.parse(readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), 'utf8')) as Record<
    string,
    Message
  >;
const textsOf = (message: Message) =>
  typeof message === 'string' ? [message] : Object.values(message[0].match);
/** The general text of every message: the one said of many. */
const read = (locale: string): Record<string, string> =>
  Object.fromEntries(
    Object.entries(readMessages(locale)).map(([key, message]) => [key, textsOf(message).at(-1) ?? '']),
  );
const ja = read('ja');
const en = read('en');
const params = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();

/** Japanese says it with a counter word where English says nothing. */
const emptyInEnglish = new Set(['result_people_unit']);

describe('message catalogues [design §6: Japanese first, English complete]', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(ja).sort());
  });

  it('say something under every key', () => {
    expect(Object.keys(ja).filter((key) => ja[key]!.trim() === '')).toEqual([]);
    expect(Object.keys(en).filter((key) => en[key]!.trim() === '' && !emptyInEnglish.has(key))).toEqual([]);
  });

  it('take the same figures in both languages', () => {
    const odd = Object.keys(ja).filter((key) => params(ja[key]!).join() !== params(en[key] ?? '').join());
    expect(odd).toEqual([]);
  });

  it('call one thing by one word: what docs/glossary.md bans stands nowhere', () => {
    const rows = readFileSync(new URL('../../docs/glossary.md', import.meta.url), 'utf8')
      .split('\n## Words in code')[0]!
      .split('\n')
      .filter((line) => /^\| (?!thing \||of \|)/.test(line));
    const banned = rows
      .map((line) =>
        line
          .split('|')
          .at(-2)!
          .replace(/（[^）]*）/g, '')
          .trim(),
      )
      .flatMap((cell) => (cell === '–' ? [] : cell.split('、')));
    expect(banned.length).toBeGreaterThan(40);
    const found = locales
      .flatMap((locale) => Object.entries(readMessages(locale)))
      .flatMap(([key, message]) =>
        banned
          .filter((word) => textsOf(message).some((text) => text.includes(word)))
          .map((word) => `${key}: ${word}`),
      );
    expect(found).toEqual([]);
  });

  it('English has no Japanese left in it, but for the seal and the way to Japanese', () => {
    const drawn = new Set(['minutes_seal_mark', 'ui_look']);
    expect(
      Object.keys(en).filter((key) => !drawn.has(key) && /[\u3040-\u30ff\u4e00-\u9fff]/.test(en[key]!)),
    ).toEqual([]);
  });

  it('have words and a next step for every refusal', () => {
    const missing = refusalCodes
      .map((code) => `refusal_${code.replaceAll('-', '_')}`)
      .flatMap((key) => [key, `${key}_next`])
      .filter((key) => !(key in ja));
    expect(missing).toEqual([]);
  });

  it('[domain §2e] 合意 is never said of a majority, 承認 never of a report', () => {
    expect(ja.outcome_label_passed_by_majority).not.toContain('合意');
    expect(
      Object.entries(ja).filter(([key, text]) => key.includes('report') && text.includes('承認')),
    ).toEqual([]);
  });
});

describe('languages', () => {
  /** Which languages there are is said by project.inlang/settings.json; what each does differently by its catalogue. */
  it('are listed once: no page, text or act of the server asks for one by name', () => {
    const asking = /'ja'\s*\|\s*'en'|\['ja',\s*'en'\]|[lL]ocale\w*(?:\(\))?\s*[!=]==\s*'|(?:'ja-JP|'en-GB)/;
    const files = globSync(['src/**/*.{ts,svelte}', 'server/**/*.ts']).filter(
      (file) => !file.includes('paraglide') && !file.includes('.test.'),
    );
    expect(files.length).toBeGreaterThan(400);
    expect(files.filter((file) => asking.test(readFileSync(file, 'utf8')))).toEqual([]);
  });

  it('have a catalogue each, with their name in it and a tag that Intl knows', () => {
    const catalogues = globSync('messages/*.json').map((file) => file.replace(/^.*\/|\.json$/g, ''));
    expect(catalogues.sort()).toEqual([...locales].sort());
    for (const locale of locales) {
      const { locale_intl: tag, locale_numerals: numerals, locale_years, locale_call } = read(locale);
      for (const each of [tag!, numerals!]) {
        expect(Intl.DateTimeFormat.supportedLocalesOf(each)).toEqual([each]);
        expect(new Intl.Locale(each).language).toBe(new Intl.Locale(locale).language);
      }
      expect(['era', 'western']).toContain(locale_years);
      expect(['family', 'whole']).toContain(locale_call);
    }
  });
});

/** Parameters that count things; what is told by number (a version, a round) or named is none. */
const counts = new Set(
  `fresh gone kept absent abstain accepted alternate asked attended average by cameIn cells counted covered days eligible filled given groups h
   inPerson late left max maxPerOption measures members minutes missing n needed observers of online organizations
   outline over people perVoter percent planned present proxy publish published replied residents resolved rounds seats
    seconds signed silent there total whole written years meetings all placed possible inTime noOpinion none`.split(
    /\s+/,
  ),
);
const noCounts = new Set(
  `answer article at base category choice city cluster council date day decision den device district division email end era facilitator field fields first frequency
   from hash help hex host hour hours households how kinds label language level line login meeting member message minute mode month monthDay name names next no note
    now num number numbers office organization origin outcome page path period place port reason recorder records reply responsibility role roles round route seat
    seq share stage state status task telephone text time times title to url version voice watched way ways weekday western what when who word words
    year fewest figure letters most option rank said unit value askedBy answeredBy papers criterion sentence due question countdown where before capacity`.split(
    /\s+/,
  ),
);

/** What stands after a figure and is said of one as of many. */
const saidOfOneToo = new Set(
  `absent|by alternate|by proxy|can help|cells|characters|characters long|counted for the quorum|fit here|found|h|in all|in the room|in writing
   |is in force|late|min|min in all|min left|min over|min past the planned end|min shorter than planned|more|of|of the
   |attended|needed|on one option|online|past due|planned|present did not reply|present may reply|present or represented|published|replied|resolved|short of the quorum
   |shown|strongly against|took part|unanswered|waiting`
    .split('|')
    .map((words) => words.trim()),
);

describe('counts in English', () => {
  const english = readMessages('en');
  // of “1 of 5 has replied” the first figure decides
  const after = /(?:\{(\w+)\} of )?\{(\w+)\} ([a-z][a-z ]*)?/g;

  it('every parameter is known as a count or as none', () => {
    const unknown = Object.values(english)
      .flatMap(textsOf)
      .flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!))
      .filter((name) => counts.has(name) === noCounts.has(name));
    expect(unknown).toEqual([]);
  });

  it('a figure before a noun or a verb has words for one and words for many', () => {
    const without = Object.entries(english).flatMap(([key, message]) => {
      const chosenBy = typeof message === 'string' ? [] : message[0].selectors;
      return textsOf(message)
        .flatMap((text) => [...text.matchAll(after)])
        .filter(([, first, name, words = '']) => {
          const chosen = chosenBy.includes(name!) || (first !== undefined && chosenBy.includes(first));
          return counts.has(name!) && words !== '' && !chosen && !saidOfOneToo.has(words.trim());
        })
        .map(([found]) => `${key}: ${found}`);
    });
    expect(without).toEqual([]);
  });

  it('texts for one and for many differ, name the same figures and cover every number', () => {
    for (const [key, message] of Object.entries(english)) {
      if (typeof message === 'string') continue;
      const [{ selectors, match }] = message;
      const texts = Object.values(match);
      expect(new Set(texts).size, key).toBe(2 ** selectors.length);
      for (const text of texts) expect(params(text), key).toEqual(params(texts.at(-1)!));
      expect(Object.keys(match).at(-1), key).toBe(selectors.map((name) => `${name}=*`).join(', '));
    }
  });

  it('no “(s)”, and nowhere “1 meetings”: a word said of many never follows a single one', () => {
    const words = (text: string): string[] => text.match(/[A-Za-z]+/g) ?? [];
    const ofMany = new Set(
      Object.values(english).flatMap((message) => {
        const [one, ...more] = textsOf(message);
        const ofOne = words(one ?? '');
        return more.flatMap(words).filter((word) => !ofOne.includes(word));
      }),
    );
    expect(ofMany).toContain('days');
    const said = Object.entries(messages as unknown as Record<string, unknown>).flatMap(([key, say]) =>
      typeof say === 'function' && key in english
        ? [[key, (say as (figures: object, options: object) => string)(ones, { locale: 'en' })] as const]
        : [],
    );
    expect(said).toHaveLength(Object.keys(english).length);
    const wrong = said.filter(
      ([, text]) =>
        text.includes('(s)') ||
        [...text.matchAll(/\b1 (?:[a-z]+ )?([a-z]+)/g)].some(([, word]) => ofMany.has(word!)),
    );
    expect(wrong).toEqual([]);
  });
});

/** Every count is one, everything else a name. */
const ones = Object.fromEntries([
  ...[...counts].map((name) => [name, 1] as const),
  ...[...noCounts].map((name) => [name, 'X'] as const),
]);
