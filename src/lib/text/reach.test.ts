import { expect, test } from 'vitest';
import { reachOf, reachWords } from './reach.ts';

const hosts = {
  nowhere: [
    'localhost',
    'LOCALHOST:3000',
    'yoriai.localhost',
    '127.0.0.1:3000',
    '127.8.9.1',
    '0.0.0.0',
    '[::1]:3000',
    '[::]',
    '[::ffff:127.0.0.1]',
  ],
  hall: [
    '192.168.1.20:3000',
    '10.0.0.7',
    '172.16.4.4',
    '172.31.255.1',
    '169.254.3.3',
    '100.64.0.9',
    '[fd00::1]',
    '[fe80::1]',
    'yoriai.local',
    'kaikan:3000',
    'pc.home.arpa',
  ],
  everywhere: [
    'yoriai.example.jp',
    '172.32.0.1',
    '11.0.0.1',
    '8.8.8.8',
    '[2001:db8::1]',
    'localhost.example.jp',
  ],
} as const;

test('[F-P17] an address is known by how far it reaches', () => {
  for (const [reach, names] of Object.entries(hosts))
    for (const host of names) expect(`${host} ${reachOf(`http://${host}/join/x`)}`).toBe(`${host} ${reach}`);
});

test('[F-P17] what no phone can open, or only one in the hall, is said', () => {
  expect(reachWords('http://localhost:3000/a', 'ja')).toContain('このコンピューターでしか開けません');
  expect(reachWords('http://192.168.1.20:3000/a', 'ja')).toContain('同じ Wi-Fi');
  expect(reachWords('https://yoriai.example.jp/a', 'ja')).toBe('');
});
