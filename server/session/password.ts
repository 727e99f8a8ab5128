import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/*
 * Passwords: argon2id of Node (OWASP: 19 MiB, 2 passes), at most two at a time and few in line, so that a burst of
 * sign-ins never starves the live tables nor makes others wait. Text is NFKC first: Japanese input methods produce full-width letters.
 */
const argon2 = promisify(argon2Callback);
const cost = { memory: 19456, passes: 2, parallelism: 1, tagLength: 32 };
const atATime = 2;
/** New passwords of people who have come in: each waits alone and leaves for nobody. */
const ourselves = '';
/** some 50 ms each: who comes after them would wait for half a second */
const inLine = 20;

/** Somebody in line. */
interface Waiting {
  /** Of whom there may be many: an address. */
  readonly whose: string;
  begin(): void;
  /** Gives its place to somebody else. */
  leave(): void;
}

let running = 0;
let lastServed = '';
const line: Waiting[] = [];
const countOf = (whose: string) => line.filter((one) => one.whose === whose).length;

/**
 * Whether another one of `whose` would be looked at soon. Where the line is full, whoever has most in it makes room for
 * who has less: a flood of guesses from one address keeps nobody else out (LIM8).
 */
export function mayHash(whose: string): boolean {
  if (line.length < inLine) return true;
  const last = line.findLast((one) => one.whose !== ourselves && countOf(one.whose) > countOf(whose) + 1);
  if (!last) return false;
  line.splice(line.indexOf(last), 1);
  last.leave();
  return true;
}

/** Does the work when its turn comes; null when it had to leave the line. Addresses take turns. */
async function inTurn<T>(whose: string, work: () => Promise<T>): Promise<T | null> {
  if (running >= atATime) {
    const served = await new Promise<boolean>((resolve) =>
      line.push({ whose, begin: () => resolve(true), leave: () => resolve(false) }),
    );
    if (!served) return null;
  }
  running++;
  lastServed = whose;
  try {
    return await work();
  } finally {
    running--;
    const next = line.find((one) => one.whose !== lastServed) ?? line[0];
    if (next) {
      line.splice(line.indexOf(next), 1);
      next.begin();
    }
  }
}

/** PHC string of a new password. */
export async function hashPassword(password: string): Promise<string> {
  const made = await inTurn(ourselves, async () => {
    const nonce = randomBytes(16);
    const tag = await argon2('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;
  });
  if (made === null) throw new Error('a new password left the line');
  return made;
}

/**
 * Constant-time comparison with a PHC string; false for anything that is not one; null when it had to give its place to
 * others. `whose`: the address it comes from.
 */
export function verifyPassword(phc: string, password: string, whose: string): Promise<boolean | null> {
  const parts = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([^$]+)\$([^$]+)$/.exec(phc);
  if (!parts) return Promise.resolve(false);
  const [, memory, passes, parallelism, nonce, tag] = parts as unknown as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const expected = Buffer.from(tag, 'base64');
  return inTurn(whose, async () => {
    const given = await argon2('argon2id', {
      message: password.normalize('NFKC'),
      nonce: Buffer.from(nonce, 'base64'),
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
      tagLength: expected.length,
    });
    return timingSafeEqual(given, expected);
  });
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64').replace(/=+$/, '');
}
