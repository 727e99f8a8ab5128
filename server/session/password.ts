import { argon2 as argon2Callback, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

/*
 * Passwords: argon2id of Node (OWASP: 19 MiB, 2 passes), at most two at a time and few in line, so that a burst of
 * sign-ins never starves the live tables nor makes others wait. Text is NFKC first: Japanese input methods produce full-width letters.
 */
const argon2 = promisify(argon2Callback);
const cost = { memory: 19456, passes: 2, parallelism: 1, tagLength: 32 };
const atATime = 2;
/** some 50 ms each: who comes after them would wait for half a second */
const inLine = 20;

let running = 0;
const waiting: (() => void)[] = [];

/** Whether another one would be looked at soon. */
export function mayHash(): boolean {
  return waiting.length < inLine;
}

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atATime) await new Promise<void>((resolve) => waiting.push(resolve));
  running++;
  try {
    return await work();
  } finally {
    running--;
    waiting.shift()?.();
  }
}

/** PHC string of a new password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(async () => {
    const nonce = randomBytes(16);
    const tag = await argon2('argon2id', { message: password.normalize('NFKC'), nonce, ...cost });
    return `$argon2id$v=19$m=${cost.memory},t=${cost.passes},p=${cost.parallelism}$${base64(nonce)}$${base64(tag)}`;
  });
}

/** Constant-time comparison with a PHC string; false for anything that is not one. */
export function verifyPassword(phc: string, password: string): Promise<boolean> {
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
  return inTurn(async () => {
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
