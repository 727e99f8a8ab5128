import { createServer } from 'node:http';
import { WebSocket, WebSocketServer } from 'ws';

/*
 * The floor: what it costs to pass frames on with `ws`, one send per receiver. No Yjs, no disk, no rights.
 */
const rooms = new Map<string, Set<WebSocket>>();
const http = createServer();
const server = new WebSocketServer({ server: http, perMessageDeflate: false });
server.on('connection', (ws, request) => {
  const name = request.url ?? '';
  let room = rooms.get(name);
  if (!room) rooms.set(name, (room = new Set()));
  const here = room;
  here.add(ws);
  ws.on('error', () => undefined);
  ws.on('close', () => here.delete(ws));
  ws.on('message', (data: Buffer) => {
    for (const other of here) if (other.readyState === WebSocket.OPEN) other.send(data);
  });
});
http.listen(Number(process.env.PORT), '127.0.0.1');
process.on('SIGTERM', () => process.exit(0));
