import { argon2Sync, randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { openPasswordCheck } from './password-check.ts';
import { hashPassword } from './password.ts';

const phc = await hashPassword('とても長い合言葉です');

/** Checks with a clock that stands still until it is moved, ms. */
function clocked(hash = phc) {
  let now = 0;
  const { check } = openPasswordCheck(() => now);
  return {
    pass: (ms: number) => void (now += ms),
    check: (name: string, address: string, given: string) => check({ name, address }, hash, given),
  };
}

/** The same password where its cost does not matter: a hash says itself how dear it is. */
function cheapHash(): string {
  const nonce = randomBytes(16);
  const [memory, passes, parallelism] = [8, 1, 1];
  const message = 'とても長い合言葉です'.normalize('NFKC');
  const tag = argon2Sync('argon2id', { message, nonce, memory, passes, parallelism, tagLength: 32 });
  return `$argon2id$v=19$m=8,t=1,p=1$${nonce.toString('base64')}$${tag.toString('base64')}`;
}
const tooMany = { refused: 'too-many-requests' };
const refusedOf = (answers: readonly unknown[]) =>
  answers.filter((answer) => typeof answer === 'object').length;

describe('tries at a password', () => {
  it('[LIM6] [F-S8] a hundred guesses at once are four guesses', async () => {
    const { check } = clocked();
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, i) => check('hiraga', '203.0.113.7', `guess ${i}`)),
    );
    expect(refusedOf(answers)).toBe(96);
    expect(answers.filter((answer) => answer === false)).toHaveLength(4);
    // the right one waits, too; from elsewhere nobody is locked out
    expect(await check('hiraga', '203.0.113.7', 'とても長い合言葉です')).toMatchObject(tooMany);
    expect(await check('hiraga', '198.51.100.1', 'とても長い合言葉です')).toBe(true);
  });

  it('[LIM6] the wait doubles and ends; a right one forgives', async () => {
    const { check, pass } = clocked();
    for (let i = 0; i < 4; i++) expect(await check('hiraga', '::1', 'wrong')).toBe(false);
    expect(await check('hiraga', '::1', 'wrong')).toEqual({ ...tooMany, params: { seconds: 1 } });
    pass(500);
    expect(await check('hiraga', '::1', 'wrong')).toBe(false);
    expect(await check('hiraga', '::1', 'wrong')).toEqual({ ...tooMany, params: { seconds: 1 } });
    pass(1_000);
    expect(await check('hiraga', '::1', 'とても長い合言葉です')).toBe(true);
    for (let i = 0; i < 3; i++) expect(await check('hiraga', '::1', 'wrong')).toBe(false);
  });

  it('[LIM7] one address tries 60 in all, also over many names; right ones cost nothing', async () => {
    const { check, pass } = clocked(cheapHash());
    for (let i = 0; i < 80; i++)
      expect(await check(`member${i}`, '203.0.113.7', 'とても長い合言葉です')).toBe(true);
    for (let i = 0; i < 60; i++) expect(await check(`name${i}`, '203.0.113.7', 'password')).toBe(false);
    expect(await check('name99', '203.0.113.7', 'password')).toMatchObject(tooMany);
    pass(15_000);
    expect(await check('name99', '203.0.113.7', 'password')).toBe(false);
    expect(await check('name99', '203.0.113.8', 'password')).toBe(false);
  });

  it('[LIM8] a crowd from everywhere is served 22 at a time, the rest is told to come again', async () => {
    const { check } = clocked();
    const answers = await Promise.all(
      Array.from({ length: 200 }, (_, i) => check('hiraga', `198.51.${i}.1`, 'とても長い合言葉です')),
    );
    const served = answers.filter((answer) => answer === true).length;
    expect(served).toBeGreaterThanOrEqual(20);
    expect(served).toBeLessThan(40);
    expect(refusedOf(answers)).toBe(200 - served);
    expect(await check('hiraga', '198.51.100.1', 'とても長い合言葉です')).toBe(true);
  });

  it('[LIM8] [F-S8] a flood from one address keeps nobody else waiting: addresses take turns', async () => {
    const { check } = clocked();
    let guesses = 0;
    const flood = Array.from({ length: 200 }, async (_, i) => {
      const answer = await check(`name${i}`, '203.0.113.7', 'password');
      if (answer === false) guesses++;
      return answer;
    });
    const honest = check('hiraga', '198.51.100.1', 'とても長い合言葉です');
    expect(await honest).toBe(true);
    // two were being looked at; one more may have had its turn beside it
    expect(guesses).toBeLessThanOrEqual(4);
    // its place came from the flood's last one; none of the flood waits for ever
    expect(refusedOf(await Promise.all(flood))).toBeGreaterThanOrEqual(200 - 22);
  });

  it('[LIM6] who does not exist is answered as one with a wrong password', async () => {
    const { check } = openPasswordCheck(() => 0);
    expect(await check({ name: 'nobody', address: '::1' }, null, 'nobody')).toBe(false);
  });

  it('[LIM9] processes that tell each other what they count, count together, and a right one forgives in all', async () => {
    const told: (() => void)[] = [];
    const cheap = cheapHash();
    const checks = [0, 1].map((own) =>
      openPasswordCheck(
        () => 0,
        (of, keys) => told.push(() => checks[1 - own]!.hear(of, keys)),
      ),
    );
    const who = { name: 'hiraga', address: '203.0.113.7' };
    const guess = (at: number, given = 'guess') => checks[at]!.check(who, cheap, given);
    for (let i = 0; i < 3; i++) expect(await guess(0)).toBe(false);
    told.splice(0).forEach((hear) => hear());
    expect(await guess(1, 'とても長い合言葉です')).toBe(true);
    told.splice(0).forEach((hear) => hear());
    for (let i = 0; i < 4; i++) expect(await guess(0)).toBe(false);
    told.splice(0).forEach((hear) => hear());
    expect(await guess(1)).toMatchObject(tooMany);
    expect(await guess(1, 'とても長い合言葉です')).toMatchObject(tooMany);
  });
});
