import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { comerRefusal, sidesOf } from './open-table.ts';

describe('[OPT2] who is signed in', () => {
  const adult = { roll: 'door', adult: true } as const;
  test('residents and strangers, not minors, members or officers', () => {
    expect(comerRefusal({ ...adult, roles: null })).toBeNull();
    expect(comerRefusal({ ...adult, roles: ['resident'] })).toBeNull();
    expect(comerRefusal({ ...adult, roles: ['observer'] })).toBeNull();
    expect(comerRefusal({ ...adult, adult: false, roles: null })).toMatchObject({ refused: 'comer-minor' });
    for (const role of ['member', 'officer', 'secretariat', 'auditor'] as const)
      expect(comerRefusal({ ...adult, roles: ['resident', role] })).toMatchObject({
        refused: 'bad-input',
        field: 'personId',
      });
  });

  test('[OPT1] nobody where the rules ask the seats alone', () => {
    expect(comerRefusal({ roll: 'seats', adult: true, roles: null })).toMatchObject({
      refused: 'not-open-table',
    });
  });
});

test('[OPT4] members and comers add up to the roll and to what was said', () => {
  const key = fc.stringMatching(/^[a-z]{3}$/);
  fc.assert(
    fc.property(
      fc.uniqueArray(key, { maxLength: 30 }),
      fc.func(fc.constantFrom('for', 'against', undefined)),
      fc.func(fc.boolean()),
      (roll, choiceOf, isComer) => {
        const counted = new Map(
          roll.flatMap((one) => {
            const choice = choiceOf(one);
            return choice === undefined ? [] : [[one, choice] as const];
          }),
        );
        const comers = new Set(roll.filter((one) => isComer(one)));
        const sides = sidesOf(roll, counted, comers);
        expect(sides.members.asked + sides.comers.asked).toBe(roll.length);
        expect(sides.comers.asked).toBe(comers.size);
        for (const choice of ['for', 'against'])
          expect((sides.members.byChoice[choice] ?? 0) + (sides.comers.byChoice[choice] ?? 0)).toBe(
            [...counted.values()].filter((said) => said === choice).length,
          );
        expect(sides.members.replied + sides.comers.replied).toBe(counted.size);
      },
    ),
  );
});
