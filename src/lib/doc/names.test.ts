import { expect, test } from 'vitest';
import {
  agendaDoc,
  boardDoc,
  canvasDoc,
  closedItemDoc,
  floorDoc,
  minutesDoc,
  parseDocName,
} from './names.ts';

test('the names of contracts §4 are built and read back', () => {
  const names = {
    'meeting/M/agenda': [agendaDoc('M'), { kind: 'agenda', meetingId: 'M' }],
    'meeting/M/minutes': [minutesDoc('M'), { kind: 'minutes', meetingId: 'M' }],
    'meeting/M/floor': [floorDoc('M'), { kind: 'floor', meetingId: 'M' }],
    'meeting/M/closed/I': [closedItemDoc('M', 'I'), { kind: 'closed', meetingId: 'M', itemId: 'I' }],
    'council/c/board': [boardDoc('c'), { kind: 'board', slug: 'c' }],
    'council/c/canvas': [canvasDoc('c'), { kind: 'canvas', slug: 'c' }],
    'issue/I/body': ['issue/I/body', { kind: 'body', issueId: 'I' }],
  } as const;
  for (const [name, [built, parts]] of Object.entries(names)) {
    expect(built).toBe(name);
    expect(parseDocName(name)).toEqual(parts);
  }
});

test('what is the name of no document is refused', () => {
  for (const name of [
    '',
    'meeting',
    'meeting//agenda',
    'meeting/M',
    'meeting/M/notes',
    'meeting/M/board',
    'meeting/M/closed',
    'meeting/M/agenda/I',
    'meeting/M/closed/I/x',
    'council/c/agenda',
    'council/c/board/',
    'issue/I/agenda',
    'person/P/body',
  ])
    expect(parseDocName(name), name).toBeNull();
});
