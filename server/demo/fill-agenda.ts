import * as Y from 'yjs';
import {
  addItem,
  addTask,
  notesOf,
  readAgenda,
  setItem,
  tasksOf,
  textOf,
  type AgendaItem,
} from '#lib/doc/agenda.ts';
import { agendaDoc } from '#lib/doc/names.ts';
import { newId } from '../db/ids.ts';
import { wordFile } from './paper.ts';
import { sampleCouncil } from './members.ts';
import type { SampleItem, SampleMeeting, SampleTask } from './script.ts';
import type { Stage } from './stage.ts';

/** Ids of a meeting of the sample and of its items by title. */
export interface PlayedMeeting {
  readonly id: string;
  readonly items: ReadonlyMap<string, string>;
}

/** Prepares a meeting: the facilitator creates it, people write its agenda, papers are added. */
export async function prepareMeeting(
  stage: Stage,
  meeting: SampleMeeting,
  issues: ReadonlyMap<number, string>,
): Promise<PlayedMeeting> {
  const { meetingId } = await stage.act<{ meetingId: string }>('facilitator', 'create-meeting', {
    councilId: stage.councilId,
    startsAt: stage.instant(meeting.day, '19:00'),
    endsAt: stage.instant(meeting.day, '21:00'),
    place: sampleCouncil.place,
    onlineUrl: 'https://meet.example/mizukidai',
    kind: 'hybrid',
    visibility: 'open',
    observerCapacity: 20,
  });
  const items = new Map<string, string>();
  for (const item of meeting.items) items.set(item.title, await writeItem(stage, meetingId, item, issues));
  for (const paper of meeting.materials) {
    const itemId = paper.item === undefined ? undefined : items.get(paper.item);
    await stage.act('secretariat', 'add-material', {
      meetingId,
      title: paper.title,
      visibility: 'open',
      fileName: paper.fileName,
      base64: wordFile(paper.paragraphs).toString('base64'),
      ...(itemId === undefined ? {} : { itemId }),
    });
  }
  return { id: meetingId, items };
}

async function writeItem(
  stage: Stage,
  meetingId: string,
  item: SampleItem,
  issues: ReadonlyMap<number, string>,
): Promise<string> {
  const issueId = item.issueNo === undefined ? undefined : issues.get(item.issueNo);
  const itemId =
    issueId === undefined || item.linkOnly
      ? newId()
      : (
          await stage.act<{ itemId: string }>('facilitator', 'put-issue-on-agenda', {
            issueId,
            meetingId,
            minutes: item.minutes,
          })
        ).itemId;
  await stage.write('facilitator', agendaDoc(meetingId), (doc) => {
    addItem(
      doc,
      { id: itemId, type: item.type, title: '', minutes: item.minutes, ...(issueId && { issueId }) },
      lastBusiness(readAgenda(doc)),
    );
    setItem(doc, itemId, { type: item.type, minutes: item.minutes });
    replace(textOf(doc, itemId, 'title'), item.title);
    replace(textOf(doc, itemId, 'presenter'), item.presenter);
    replace(textOf(doc, itemId, 'proposal'), item.proposal ?? '');
    for (const task of item.tasks ?? []) writeTask(stage, doc, itemId, task);
  });
  // what is still being prepared has its notes already; a past meeting gets them while it talks
  return itemId;
}

const closingTypes = ['other', 'next_date', 'closing', 'post_session'];

function lastBusiness(agenda: readonly AgendaItem[]): string | null {
  return agenda.findLast((item) => !closingTypes.includes(item.type))?.id ?? null;
}

/** Notes as the editor writes them: one paragraph a line. */
export async function writeNotes(
  stage: Stage,
  handle: string,
  meetingId: string,
  itemId: string,
  lines: readonly string[],
): Promise<void> {
  await stage.write(handle, agendaDoc(meetingId), (doc) => {
    const notes = notesOf(doc, itemId);
    if (!notes) return;
    const paragraphs = lines.map((line) => {
      const paragraph = new Y.XmlElement('paragraph');
      paragraph.insert(0, [new Y.XmlText(line)]);
      return paragraph;
    });
    notes.insert(notes.length, paragraphs);
  });
}

/** The wording of a proposal as it is put to the next round. */
export async function writeProposal(
  stage: Stage,
  handle: string,
  meetingId: string,
  itemId: string,
  text: string,
): Promise<void> {
  await stage.write(handle, agendaDoc(meetingId), (doc) => replace(textOf(doc, itemId, 'proposal'), text));
}

function writeTask(stage: Stage, doc: Y.Doc, itemId: string, task: SampleTask): void {
  const id = newId();
  addTask(doc, itemId, { id, title: task.title });
  const map = tasksOf(doc, itemId)?.get(id);
  if (!map) return;
  replace(map.get('detail'), task.detail);
  replace(map.get('comparison'), task.comparison);
  map.set('scope', task.scope);
  map.set('level', task.level);
  const parties = map.get('parties');
  if (parties instanceof Y.Map)
    for (const [name, responsibility] of Object.entries(task.parties))
      parties.set(stage.organization(name), responsibility);
}

function replace(text: unknown, words: string): void {
  if (!(text instanceof Y.Text) || text.toString() === words) return;
  text.delete(0, text.length);
  text.insert(0, words);
}
