import { isEasilyGuessed } from '#lib/domain/council/password.ts';
import { refuse, type Refusal } from '#lib/domain/refusal.ts';

let common: Promise<ReadonlySet<string>> | undefined;

/** Some 50,000 passwords that others have used, lower case; read when somebody first chooses one. */
async function loadCommon(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common');
  return new Set(dictionary['passwords-common'] as readonly string[]);
}

/** `password-too-easy` for a new password that would be tried soon (CNC16); `own`: names that stand beside it. */
export async function easyPassword(password: string, own: readonly string[]): Promise<Refusal | undefined> {
  const known = await (common ??= loadCommon());
  return isEasilyGuessed(password, own, (text) => known.has(text))
    ? refuse('password-too-easy', { field: 'password' })
    : undefined;
}
