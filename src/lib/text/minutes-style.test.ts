import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { outcomeCodes, rulesOf, type OutcomeFigures } from '#lib/domain/deciding/index.ts';
import { modes } from '#lib/domain/deciding/words.ts';
import { outcomesInMinutes, rulesInMinutes } from './minutes-style.ts';
import { outcomeSentence, recordLabel } from './outcome.ts';
import { ruleSentence } from './rules.ts';

const ja = JSON.parse(readFileSync('messages/ja.json', 'utf8')) as Record<string, string>;
/** The style of a page, which speaks to people, at the end of a sentence. */
const spoken = /(?:です|ます|ました|ません|でした|ください|ましょう)(?=[。）」、]|$)/;

describe('the one style of minutes', () => {
  it('[MIN19] no sentence of minutes speaks to somebody: files that say them, and what they print with', () => {
    const files = [
      ...globSync('src/lib/text/minutes*.ts'),
      ...['MinutesPaper', 'Facts', 'Blocks', 'Division', 'PaperProof'].map(
        (name) => `src/routes/c/[slug]/meetings/[id]/minutes/${name}.svelte`,
      ),
      'src/lib/ui/base/SealMark.svelte',
    ].filter((file) => !file.includes('.test.'));
    const keys = new Set(
      files.flatMap((file) =>
        [...readFileSync(file, 'utf8').matchAll(/\bm\.([a-z0-9_]+)/g)].map(([, key]) => key!),
      ),
    );
    expect(keys.size).toBeGreaterThan(90);
    expect([...keys].filter((key) => spoken.test(JSON.stringify(ja[key]).slice(1, -1)))).toEqual([]);
  });

  it('[MIN19] nor does what is said of rounds and rules, however they were', () => {
    const said: string[] = [];
    for (const mode of modes) {
      for (const proxyMeaning of Object.keys(
        rulesInMinutes.proxies,
      ) as (keyof typeof rulesInMinutes.proxies)[])
        for (const chairVote of Object.keys(rulesInMinutes.chairs) as (keyof typeof rulesInMinutes.chairs)[])
          for (const tieRule of Object.keys(rulesInMinutes.ties) as (keyof typeof rulesInMinutes.ties)[])
            for (const base of Object.keys(
              rulesInMinutes.abstentions,
            ) as (keyof typeof rulesInMinutes.abstentions)[])
              said.push(
                ruleSentence(
                  mode,
                  { majority: { op: 'gt', num: 1, den: 2, base }, chairVote, tieRule, proxyMeaning },
                  'ja',
                  rulesInMinutes,
                ),
              );
      for (const code of outcomeCodes)
        for (const reason of [null, 'objection', 'block', 'talk', 'too_few_positions'] as const) {
          const byChoice = Object.fromEntries(rulesOf(mode).choices.map((choice) => [choice, '1']));
          const outcome = {
            mode,
            code,
            reason,
            openObjections: 1,
            quorum: { attended: '9', needed: '13', met: false },
            total: { byChoice },
          } as unknown as OutcomeFigures;
          said.push(outcomeSentence(outcome, null, 'ja', outcomesInMinutes));
          said.push(recordLabel(code, 'ja'));
        }
    }
    expect(said.length).toBeGreaterThan(1000);
    expect([...new Set(said)].filter((text) => spoken.test(text))).toEqual([]);
  });
});
