/**
 * Reading untrusted JSON field by field. The first fault is kept, the rest is read on with stand-in values, so
 * that nothing is thrown and callers stay straight. Only own properties are looked at: `__proto__` and
 * `constructor` in a file are names like any other.
 */
import { parseInstant } from './instant.ts';
import { inputError } from './input-error.ts';
import type { InputError, InputErrorCode } from './input-error.ts';

export type Fields = Readonly<Record<string, unknown>>;

export class Reading {
  fault: InputError | null = null;

  refuse(code: InputErrorCode, field: string | null): void {
    this.fault ??= inputError(code, field);
  }

  /** An object; left out only where `optional`, which reads as one without fields. */
  object(value: unknown, field: string | null, optional = false): Fields {
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields;
    if (absent(value)) {
      if (!optional) this.refuse('missing', field);
    } else this.refuse('bad-type', field);
    return {};
  }

  /** A list; left out it is empty. */
  list(value: unknown, field: string): readonly unknown[] {
    if (Array.isArray(value)) return value as unknown[];
    if (!absent(value)) this.refuse('bad-type', field);
    return [];
  }

  text(value: unknown, field: string): string {
    if (typeof value === 'string') return value;
    this.refuse(absent(value) ? 'missing' : 'bad-type', field);
    return '';
  }

  /** A text that may be left out or null. */
  textOrNull(value: unknown, field: string): string | null {
    return absent(value) ? null : this.text(value, field);
  }

  flag(value: unknown, field: string, otherwise?: boolean): boolean {
    if (typeof value === 'boolean') return value;
    if (absent(value) && otherwise !== undefined) return otherwise;
    this.refuse(absent(value) ? 'missing' : 'bad-type', field);
    return false;
  }

  /** A whole number of at least `least`. */
  whole(value: unknown, field: string, least: number, otherwise?: number): number {
    if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
    if (absent(value) && otherwise !== undefined) return otherwise;
    this.refuse(absent(value) ? 'missing' : 'bad-number', field);
    return least;
  }

  /** One word of a closed set. */
  word<W extends string>(value: unknown, set: readonly [W, ...W[]], field: string, otherwise?: W): W {
    const found = set.find((w) => w === value);
    if (found !== undefined) return found;
    if (absent(value) && otherwise !== undefined) return otherwise;
    this.refuse(absent(value) ? 'missing' : 'unknown-enum', field);
    return set[0];
  }

  /** An instant in nanoseconds since 1970 UTC. */
  instant(value: unknown, field: string): bigint {
    const at = typeof value === 'string' ? parseInstant(value) : undefined;
    if (at === undefined) this.refuse(absent(value) ? 'missing' : 'bad-time', field);
    return at ?? 0n;
  }
}

/** The value of a field the object itself has. */
export function own(fields: Fields, name: string): unknown {
  return Object.hasOwn(fields, name) ? fields[name] : undefined;
}

/** Left out, or null. */
export function absent(value: unknown): value is null | undefined {
  return value === undefined || value === null;
}
