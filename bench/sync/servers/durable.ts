import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';
import { message, sync } from '#lib/wire/tags.ts';
import { openWords } from '#server/db/words.ts';
import { CommitPace } from '#server/sync/commit-pace.ts';

/*
 * The durable floor: the floor, and words are on the disk before anybody sees them, with the settings of our file and
 * the pace of our commits. Cursors are passed on at once. No Yjs, no rights, no hash, no document.
 */
interface Frame {
  readonly room: string;
  readonly data: Buffer;
}

const db = openWords(process.env.FOLDER ?? '');
db.exec('create table frame (no integer primary key, room text not null, body blob not null) strict');
const insert = db.prepare<[string, Buffer]>('insert into frame (room, body) values (?, ?)');
const write = db.transaction((frames: readonly Frame[]) => {
  for (const { room, data } of frames) insert.run(room, data);
}).immediate;

const rooms = new Map<string, Set<WebSocket>>();
const pace = new CommitPace();
let queue: Frame[] = [];

function pass({ room, data }: Frame): void {
  for (const other of rooms.get(room) ?? []) if (other.readyState === WebSocket.OPEN) other.send(data);
}

function commit(): void {
  pace.begin();
  const frames = queue;
  queue = [];
  write(frames);
  frames.forEach(pass);
  pace.end();
}

const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (ws, request) => {
  const room = request.url ?? '';
  const here = rooms.get(room) ?? new Set();
  rooms.set(room, here.add(ws));
  ws.on('error', () => undefined);
  ws.on('close', () => here.delete(ws));
  ws.on('message', (data: Buffer) => {
    if (data[0] !== message.sync || data[1] !== sync.update) pass({ room, data });
    else if (queue.push({ room, data }) === 1) pace.schedule(commit);
  });
});
http.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
