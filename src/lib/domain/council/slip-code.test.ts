import { describe, expect, it } from 'vitest';
import { shownCode } from '../typed-code.ts';
import { readSlipCode, slipCode } from './slip-code.ts';

describe('codes of invitations', () => {
  it('[CNC36] sixteen signs in groups of four, read back as they are typed', () => {
    const code = slipCode(Uint8Array.from({ length: 16 }, (_, i) => i * 37));
    expect(shownCode(code)).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){3}$/);
    expect(readSlipCode(shownCode(code))).toBe(code);
    expect(readSlipCode(`　${shownCode(code).toLowerCase().replaceAll('-', 'ー')}`)).toBe(code);
  });

  it('[CNC36] a secret of another length is none, and takes no time', () => {
    for (const typed of ['', '7K3M-9QX2-FDRT', 'x'.repeat(43), '7'.repeat(4000)])
      expect(readSlipCode(typed)).toBeNull();
  });
});
