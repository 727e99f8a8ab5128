import { describe, expect, it } from 'vitest';
import { sealRefusal, signaturesMissing, signaturesNeeded, chairSigning } from './signatures.ts';
import type { Signatory, Signature, SigningCapacity } from './signatures.ts';
import {
  draftIsOpen,
  isSealed,
  minutesStates,
  minutesVerbs,
  nextMinutesState,
  publishedStates,
  sealedStates,
} from './state.ts';

const signatories: Signatory[] = [
  { person: 'osawa', capacity: 'chair' },
  { person: 'okabe', capacity: 'signatory' },
  { person: 'kataoka', capacity: 'signatory' },
];
const sign = (person: string, capacity: SigningCapacity = 'signatory', textHash = 'h1'): Signature => ({
  person,
  capacity,
  textHash,
});
const all = [sign('osawa', 'chair'), sign('okabe'), sign('kataoka')];

describe('signatures', () => {
  it('[MIN10] chair alone; chair and two; chair and the next meeting', () => {
    expect(signaturesMissing('chair', signatories, [])).toEqual([{ capacity: 'chair', person: 'osawa' }]);
    expect(signaturesMissing('chair_plus_2', signatories, [])).toHaveLength(3);
    expect(signaturesMissing('chair_plus_2', signatories, all)).toEqual([]);
    expect(signaturesMissing('next_meeting', signatories, [sign('osawa', 'chair')])).toEqual([
      { capacity: 'next_meeting', person: null },
    ]);
    expect(
      signaturesMissing('next_meeting', signatories, [
        sign('osawa', 'chair'),
        sign('nogami', 'next_meeting'),
      ]),
    ).toEqual([]);
  });

  it('[MIN11] nobody stands for two, and an office nobody holds stays open', () => {
    const short: Signatory[] = [
      { person: 'osawa', capacity: 'chair' },
      { person: 'osawa', capacity: 'signatory' },
      { person: 'okabe', capacity: 'signatory' },
    ];
    expect(
      signaturesMissing('chair_plus_2', short, [sign('osawa', 'chair'), sign('osawa'), sign('okabe')]),
    ).toEqual([{ capacity: 'signatory', person: null }]);
    expect(signaturesMissing('chair', [], [sign('osawa', 'chair')])).toEqual([
      { capacity: 'chair', person: null },
    ]);
    const three: Signatory[] = [...signatories, { person: 'nogami', capacity: 'signatory' }];
    expect(signaturesMissing('chair_plus_2', three, all)).toEqual([
      { capacity: 'signatory', person: 'nogami' },
    ]);
    expect(signaturesNeeded('chair_plus_2', three)).toHaveLength(4);
  });

  it('[MIN12] a signature counts for its text and its capacity only', () => {
    expect(signaturesMissing('chair', signatories, [sign('osawa', 'chair', 'h0')], 'h1')).toHaveLength(1);
    expect(signaturesMissing('chair', signatories, [sign('osawa', 'chair', 'h1')], 'h1')).toEqual([]);
    expect(signaturesMissing('chair', signatories, [sign('osawa', 'signatory')])).toHaveLength(1);
    expect(signaturesMissing('chair', signatories, [sign('stranger', 'chair')])).toHaveLength(1);
  });

  it('[MIN13] corrections are answered first, then signatures asked for', () => {
    const minutes = {
      policy: 'chair_plus_2',
      signatories,
      signed: all.slice(1),
      textHash: 'h1',
      openCorrections: 1,
    } as const;
    expect(sealRefusal(minutes)).toEqual({ refused: 'corrections-open', params: { n: 1 } });
    expect(sealRefusal({ ...minutes, openCorrections: 0 })).toEqual({
      refused: 'signatures-missing',
      params: { n: 1 },
    });
    expect(sealRefusal({ ...minutes, openCorrections: 0, signed: all })).toBeNull();
  });
});

describe('who signs as chair', () => {
  const mandates = [
    { person: 'chair', role: 'chair' },
    { person: 'fumi', role: 'facilitator' },
    { person: 'niki', role: 'observer' },
  ];

  it('[MIN10] whoever presided, while he sits on the council in an office or as a member', () => {
    expect(chairSigning('fumi', mandates)).toBe('fumi');
    expect(chairSigning('chair', mandates)).toBe('chair');
  });

  it('[MIN10] after he left, its chair; without one nobody', () => {
    expect(chairSigning('gone', mandates)).toBe('chair');
    expect(chairSigning('niki', mandates)).toBe('chair');
    expect(chairSigning(null, mandates)).toBe('chair');
    expect(chairSigning('gone', mandates.slice(1))).toBeNull();
  });
});

describe('life of minutes', () => {
  it('[MIN14] drafting → circulated → sealed → published → erratum added, errata again and again', () => {
    const allowed = minutesStates.flatMap((state) =>
      minutesVerbs.flatMap((verb) => {
        const next = nextMinutesState(state, verb);
        return typeof next === 'string' ? [`${state} ${verb} ${next}`] : [];
      }),
    );
    expect(allowed).toEqual([
      'drafting circulate circulated',
      'circulated circulate circulated',
      'circulated seal sealed',
      'sealed publish published',
      'sealed add_erratum sealed',
      'published add_erratum erratum_added',
      'erratum_added add_erratum erratum_added',
    ]);
    expect(nextMinutesState('drafting', 'seal')).toMatchObject({ refused: 'wrong-state' });
  });

  it('[MIN14] [I8] sealed minutes never change', () => {
    for (const state of minutesStates.filter(isSealed))
      for (const verb of ['circulate', 'seal'] as const)
        expect(nextMinutesState(state, verb)).toEqual({ refused: 'minutes-sealed', params: { state, verb } });
    expect(minutesStates.filter(draftIsOpen)).toEqual(['drafting']);
  });

  it('[MIN14] an erratum opens nothing again and hides nothing from the street', () => {
    expect(sealedStates).toEqual(['sealed', 'published', 'erratum_added']);
    expect(publishedStates).toEqual(['published', 'erratum_added']);
    expect(draftIsOpen('erratum_added')).toBe(false);
  });
});
