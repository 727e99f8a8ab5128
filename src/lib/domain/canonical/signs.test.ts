import { expect, it } from 'vitest';
import { signsIn } from './signs.ts';

it.each([
  ['👨‍👩‍👧‍👦'.repeat(10), 10],
  ['見守り', 3],
  ['か\u3099き', 2],
  ['辻󠄁さん', 3],
  ['ab\nc', 4],
  ['', 0],
])('[CAN10] [F-R22] %s is told as %s signs', (text, n) => {
  expect(signsIn(text)).toBe(n);
});
