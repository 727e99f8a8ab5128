import { describe, expect, test } from 'vitest';
import { ballot, inRoom, keys, outcome, roll, round, say } from './round.fixture.ts';
import type { RoundJson } from './round.ts';

type Rule = Partial<RoundJson['rule']>;
type Proxies = NonNullable<RoundJson['proxies']>;
const ofPresent = (rule: Rule, proxies: Proxies, more: Partial<RoundJson> = {}) =>
  outcome(
    round(
      {
        roll: roll(6),
        attendance: inRoom('s1', 's2'),
        ballots: say({ for: 1, against: 1 }),
        proxies,
        ...more,
      },
      rule,
    ),
  );

describe('[T7] what a proxy votes', () => {
  test.each([
    ['instructed', 'for', true],
    ['instructed', 'against', true],
    ['instructed', 'abstain', true],
    ['instructed', null, false],
    ['holder_decides', 'against', true],
    ['follows_result', 'for', false],
    ['quorum_only', 'for', false],
  ] as const)('meaning %s with own choice %s: votes %s', (proxyMeaning, choice, votes) => {
    const { base, total, quorum } = ofPresent({ proxyMeaning }, [{ from: 's3', to: null, choice }]);
    expect(quorum.attended).toBe('3');
    expect(base).toBe(votes ? '3' : '2');
    const plain = { for: '1', against: '1', abstain: '0' };
    const more = choice === 'abstain' ? '1' : '2';
    expect(total).toMatchObject(votes ? { ...plain, [choice ?? '']: more } : plain);
    expect(total.notCast).toBe('0');
  });

  test('the grantor’s own writing binds a holder who votes otherwise', () => {
    const proxies: Proxies = [{ from: 's3', to: 's1', choice: 'against' }];
    expect(ofPresent({ proxyMeaning: 'holder_decides' }, proxies).total).toMatchObject({
      for: '1',
      against: '2',
    });
  });

  test('holder_decides without own choice follows the holder in the room', () => {
    const proxies: Proxies = [
      { from: 's3', to: 's1' },
      { from: 's4', to: 's2', choice: null },
    ];
    const { total, base } = ofPresent({ proxyMeaning: 'holder_decides' }, proxies);
    expect(total).toMatchObject({ for: '2', against: '2' });
    expect(base).toBe('4');
  });

  test('a blank ballot of the holder makes the proxy blank', () => {
    const proxies: Proxies = [{ from: 's3', to: 's1' }];
    const { total } = ofPresent({ proxyMeaning: 'holder_decides' }, proxies, {
      ballots: [ballot('s1', 'blank')],
    });
    expect(total).toMatchObject({ invalid: '2', byChoice: { blank: '2' } });
  });

  test('a holder who is elsewhere, silent, or himself represented decides nothing', () => {
    const rule: Rule = { proxyMeaning: 'holder_decides' };
    const elsewhere = ofPresent(rule, [{ from: 's3', to: 's4' }], {
      ballots: [...say({ for: 1, against: 1 }), ballot('s4', 'for', { via: 'electronic' })],
    });
    expect(elsewhere).toMatchObject({ base: '3', total: { for: '2', against: '1', notCast: '0' } });
    const silent = ofPresent(rule, [{ from: 's3', to: 's2' }], { ballots: say({ for: 1 }) });
    expect(silent).toMatchObject({ base: '2', total: { for: '1', notCast: '1' } });
    const represented = ofPresent(rule, [
      { from: 's3', to: 's4' },
      { from: 's4', to: 's1' },
    ]);
    // his holder is not in the room, so his proxy carries nothing at all (T5a)
    expect(represented).toMatchObject({ base: '3', quorum: { attended: '3' }, total: { for: '2' } });
  });

  test('a holder in the room may have voted through the app', () => {
    const proxies: Proxies = [{ from: 's3', to: 's1' }];
    const ballots = [ballot('s1', 'for', { via: 'electronic' })];
    const result = ofPresent({ proxyMeaning: 'holder_decides' }, proxies, { ballots });
    expect(result).toMatchObject({ total: { for: '2' }, inRoom: { for: '0', notCast: '2' } });
  });

  test('a voting proxy is in the base even where it does not count for the quorum', () => {
    const quorum = { op: 'none', countProxy: false, countAlternate: true, countWritten: true } as const;
    const { base, quorum: figures } = ofPresent({ quorum, proxyMeaning: 'instructed' }, [
      { from: 's3', to: 's1', choice: 'for' },
    ]);
    expect([figures.attended, base]).toEqual(['2', '3']);
  });

  test('outside majority mode no proxy votes, and silence of grantors is not counted as notCast', () => {
    const proxies: Proxies = [
      { from: 's3', to: 's1', choice: 'for' },
      { from: 's4', to: 's1' },
    ];
    const result = ofPresent({ proxyMeaning: 'holder_decides' }, proxies, {
      mode: 'consent',
      ballots: say({ consent: 2 }),
    });
    expect(result).toMatchObject({
      code: 'CONSENSUS',
      quorum: { attended: '4' },
      total: { for: '2', notCast: '0' },
    });
  });
});

describe('[T5] a proxy is void', () => {
  const proxies: Proxies = [{ from: 's3', to: 's1' }];
  const rule: Rule = { proxyMeaning: 'holder_decides' };
  test('G17 when the grantor comes: the holder has one vote fewer', () => {
    const result = ofPresent(rule, proxies, { attendance: inRoom('s1', 's2', 's3') });
    expect(result).toMatchObject({ quorum: { attended: '3' }, base: '3', total: { for: '1', notCast: '1' } });
  });

  test('when the grantor sent a ballot of his own', () => {
    const own = ballot('s3', 'against', { via: 'paper' });
    const result = ofPresent(rule, proxies, { ballots: [...say({ for: 1, against: 1 }), own] });
    expect(result).toMatchObject({ total: { for: '1', against: '2' }, quorum: { attended: '3' } });
  });

  test('but not when that ballot was late or about another text', () => {
    const own = ballot('s3', 'against', { via: 'paper', textHash: 'old' });
    const result = ofPresent(rule, proxies, { ballots: [...say({ for: 1, against: 1 }), own] });
    expect(result).toMatchObject({ total: { for: '2', against: '1' }, wrongText: ['s3'] });
  });
});

describe('[T8] a chair without a vote', () => {
  const council = roll(6).map((voter) => ({ ...voter, chair: voter.key === 's1' }));
  const rule: Rule = { chairVote: 'casting_only', proxyMeaning: 'holder_decides' };

  test('[T7] has no vote that a proxy could follow', () => {
    const result = ofPresent(rule, [{ from: 's3', to: 's1' }], { roll: council });
    expect(result).toMatchObject({ base: '1', quorum: { attended: '3' }, total: { for: '0', against: '1' } });
  });

  test('[T7] still carries a proxy in which the grantor wrote his own choice', () => {
    const result = ofPresent(rule, [{ from: 's3', to: 's1', choice: 'for' }], { roll: council });
    expect(result).toMatchObject({ base: '2', total: { for: '1', against: '1' } });
  });

  test('[T7a] cannot vote through a proxy either', () => {
    const result = ofPresent(rule, [{ from: 's1', to: 's2', choice: 'for' }], {
      roll: council,
      attendance: inRoom('s2'),
      ballots: [ballot('s2', 'for')],
    });
    expect(result).toMatchObject({ base: '1', quorum: { attended: '2' }, total: { for: '1', notCast: '0' } });
  });

  test('[T5] voids his own proxy by a ballot that is no vote', () => {
    const ballots = [ballot('s1', 'for', { via: 'electronic' }), ballot('s2', 'for')];
    const countWritten = { op: 'none', countAlternate: true, countProxy: true, countWritten: false } as const;
    const proxies: Proxies = [{ from: 's1', to: 's2' }];
    const result = ofPresent({ ...rule, quorum: countWritten }, proxies, {
      roll: council,
      attendance: [],
      ballots,
    });
    expect(result).toMatchObject({ quorum: { attended: '1' }, base: '1', total: { for: '1' } });
  });
});

describe('[T13] two disputes about proxies', () => {
  const hall = keys(49);
  const village = roll(90).map((voter) => ({ ...voter, chair: voter.key === 's1' }));
  const ballots = say({ for: 18, against: 1, abstain: 30 });
  const proxies = keys(32, 50).map((from) => ({ from, to: 's1' }));
  const json = (proxyMeaning: 'quorum_only' | 'holder_decides') =>
    round(
      { roll: village, attendance: inRoom(...hall), ballots, proxies },
      { chairVote: 'votes_no_casting', proxyMeaning },
    );

  test('G5 as quorum only, 18 of 49 fail in total as in the room', () => {
    const result = outcome(json('quorum_only'));
    expect(result).toMatchObject({
      code: 'REJECTED',
      base: '49',
      needed: '25',
      quorum: { attended: '81' },
      flags: [],
      total: { for: '18', against: '1', abstain: '30', notCast: '0' },
    });
  });

  test('G5 by the chair’s decision, 50 of 81 pass, and the flag says what the room wanted', () => {
    const result = outcome(json('holder_decides'));
    expect(result).toMatchObject({
      code: 'PASSED_BY_MAJORITY',
      base: '81',
      needed: '41',
      flags: ['REMOTE_CHANGED_RESULT'],
      total: { for: '50' },
      inRoom: { code: 'REJECTED', for: '18', against: '1', abstain: '30' },
    });
  });

  test('G6 150 proxies to the chair turn 30 to 70 into 180 to 70', () => {
    const members = roll(300).map((voter) => ({ ...voter, chair: voter.key === 's1' }));
    const result = outcome(
      round(
        {
          roll: members,
          attendance: inRoom(...keys(100)),
          ballots: say({ for: 30, against: 70 }),
          proxies: keys(150, 101).map((from) => ({ from, to: 's1' })),
        },
        { chairVote: 'votes_no_casting', proxyMeaning: 'holder_decides' },
      ),
    );
    expect(result).toMatchObject({
      code: 'PASSED_BY_MAJORITY',
      base: '250',
      needed: '126',
      total: { for: '180', against: '70' },
      inRoom: { code: 'REJECTED', for: '30', against: '70' },
      flags: ['REMOTE_CHANGED_RESULT'],
    });
  });
});
