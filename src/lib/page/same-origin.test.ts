import { describe, expect, test } from 'vitest';
import { ownPath } from './same-origin.ts';

describe('[B66] next= leads nowhere but home', () => {
  test.each(['/', '/c/mizukidai', '/c/mizukidai/rounds/abc?x=1#y', '/c/みずき'])('%s is kept', (path) => {
    expect(new URL(ownPath(path, '/'), 'http://a.example').origin).toBe('http://a.example');
    expect(ownPath(path, '/fallback')).not.toBe('/fallback');
  });

  test.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    'https://evil.example',
    'http:evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    'evil.example',
    ' /c/x',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\u0000',
    '/.//evil.example',
    '/..//evil.example',
    '/c/..//evil.example',
    '/%2e//evil.example',
    '/./\\evil.example',
    '/c\\..\\..\\evil',
    '',
    'x'.repeat(501),
    `/${'x'.repeat(501)}`,
    '@evil.example',
    '?next=//evil.example',
    '#//evil.example',
    'mailto:a@evil.example',
    'vbscript:x',
    'blob:http://evil.example/1',
    '/\r//evil.example',
    '//evil.example/%2f..',
    '//[::1]',
    '//127.0.0.1',
    '/\u200b/evil',
  ])('%j falls back or stays here', (path) => {
    const kept = ownPath(path, '/home');
    expect(new URL(kept, 'http://a.example').origin).toBe('http://a.example');
    // read twice, as a redirect through another page would
    expect(new URL(new URL(kept, 'http://a.example').pathname, 'http://a.example').origin).toBe(
      'http://a.example',
    );
  });

  test('nothing asked leads to the fallback', () => {
    expect(ownPath(null, '/c/x')).toBe('/c/x');
    expect(ownPath(undefined, '/c/x')).toBe('/c/x');
  });
});
