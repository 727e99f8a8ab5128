import { parseArgs, type ParseArgsConfig } from 'node:util';
import { WrongCallError } from './verb.ts';

type Options = NonNullable<ParseArgsConfig['options']>;
type Parsed<O extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: O; allowPositionals: true }>
>;

/** What a verb is called with. Throws WrongCallError with the usage where it knows a word not, or one lacks its value. */
export function readCall<const O extends Options>(usage: string, args: string[], options: O): Parsed<O> {
  try {
    return parseArgs({ args, options, allowPositionals: true });
  } catch (error) {
    // parseArgs says in English what it does not know
    if (error instanceof TypeError) throw new WrongCallError({ code: 'usage', usage });
    throw error;
  }
}
