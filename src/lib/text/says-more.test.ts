import { expect, test } from 'vitest';
import { saysMore } from './says-more.ts';

test('a text that repeats its title says nothing new; one that goes on does', () => {
  expect(saysMore('年間の会議を4回とする。', '年間の会議を4回とする')).toBe(false);
  expect(saysMore(' 年間の会議を4回とする\n', '年間の会議を4回とする')).toBe(false);
  expect(saysMore('年間の会議を4回とする。8月は書面とする。', '年間の会議を4回とする')).toBe(true);
});
