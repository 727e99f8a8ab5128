import { expect, test } from 'vitest';
import { lookChosen } from './look-chosen.ts';

const ask = (path: string, method = 'GET') => lookChosen(new URL(path, 'http://council.example'), method);
const said = (path: string) => {
  const answer = ask(path);
  return answer && [answer.status, answer.headers.get('Location'), answer.headers.getSetCookie()];
};

test('a choice at the top is kept by the device, and the same page comes again without it in the address', () => {
  expect(said('/c/a/board?q=b&look-text=larger')).toEqual([
    303,
    '/c/a/board?q=b',
    ['yoriai_text=larger; Path=/; Max-Age=31536000; SameSite=Lax; HttpOnly'],
  ]);
  expect(said('/?lang=en')?.[2]).toEqual([expect.stringMatching(/=en; Path=\/; Max-Age=31536000/)]);
});

test('as the device says: what was kept is taken away', () => {
  expect(said('/?look-theme=')).toEqual([
    303,
    '/',
    ['yoriai_theme=; Path=/; Max-Age=0; SameSite=Lax; HttpOnly'],
  ]);
});

test('what is no choice of ours is left alone, and no address of another house is answered', () => {
  expect(ask('/?look-text=huge')).toBeUndefined();
  expect(ask('/?lang=xx')).toBeUndefined();
  expect(ask('/?q=large')).toBeUndefined();
  expect(ask('/?look-text=large', 'POST')).toBeUndefined();
  expect(said('//other.example/?look-text=large')?.[1]).not.toMatch(/^\/\//);
});
