import fc from 'fast-check';
import { expect, test } from 'vitest';
import { completeRules, rulePresets } from '#lib/domain/council/rule-set.ts';
import { specialCategories } from '#lib/domain/deciding/index.ts';
import { bodyOf, fieldRefused, fieldsOf } from './rule-form.ts';

test.each(Object.entries(rulePresets))('[RUL9] the form of %s sends back what it shows', (_, preset) => {
  expect(completeRules(bodyOf(fieldsOf(preset)) as never)).toEqual(completeRules(preset));
});

test('[RUL9] whatever a form holds, a body is made of it and nothing is guessed', () => {
  const names = Object.keys(fieldsOf(rulePresets.association));
  const fields = fc.dictionary(fc.constantFrom(...names), fc.string());
  fc.assert(
    fc.property(fields, (given) => {
      const body = bodyOf(given);
      expect(JSON.parse(JSON.stringify(body))).toEqual(body);
      expect(body['roll']).toBe(given['roll'] ?? '');
    }),
  );
});

test('figures of any width are whole numbers, and what is none stays as it was written', () => {
  expect(bodyOf({ noticeDays: '１０', maxRounds: '二' })).toMatchObject({ noticeDays: 10, maxRounds: '二' });
});

test('[RUL2] a refusal is shown at the field of the form it is about', () => {
  const fields = { 'special.property': 'ge-2-3', 'special.bylaw': 'ge-3-4' };
  expect(fieldRefused('body.quorum.num', {})).toBe('quorum');
  expect(fieldRefused('tieRule', {})).toBe('tieRule');
  expect(fieldRefused('quorum.countProxy', {})).toBe('quorum.countProxy');
  const at = specialCategories.filter((category) => `special.${category}` in fields);
  expect(fieldRefused('specials[1].majority', fields)).toBe(`special.${at[1]}`);
});
