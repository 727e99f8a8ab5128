import { createServer, get } from 'node:http';
import net, { type AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { EarlyPort } from './early-port.ts';

async function freePort(): Promise<number> {
  const server = net.createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

describe('the port', () => {
  it('is there before the house: requests and sockets that come early are served when it is built', async () => {
    const port = await freePort();
    const early = new EarlyPort(port, '127.0.0.1');
    await new Promise((resolve) => setTimeout(resolve, 50));
    const answered = new Promise<number>((resolve, reject) =>
      get({ port, host: '127.0.0.1' }, (response) => resolve(response.statusCode ?? 0)).on('error', reject),
    );
    const line = new WebSocket(`ws://127.0.0.1:${port}/`);
    const heard = new Promise<string>((resolve) =>
      line.once('message', (data: Buffer) => resolve(data.toString())),
    );
    // one who does not want to wait
    const gone = net.connect(port, '127.0.0.1');
    gone.once('connect', () => gone.destroy());
    await new Promise((resolve) => setTimeout(resolve, 100));
    const http = createServer((_, response) => response.writeHead(204).end());
    const sockets = new WebSocketServer({ server: http });
    sockets.on('connection', (ws) => ws.send('ようこそ'));
    await early.handTo(http);
    expect((http.address() as AddressInfo).port).toBe(port);
    expect(await answered).toBe(204);
    expect(await heard).toBe('ようこそ');
    const late = new WebSocket(`ws://127.0.0.1:${port}/`);
    await new Promise((resolve) => late.once('message', resolve));
    for (const ws of [line, late]) ws.terminate();
    http.closeAllConnections();
    await new Promise((resolve) => http.close(resolve));
    await expect(fetch(`http://127.0.0.1:${port}/`)).rejects.toThrow('fetch failed');
  });

  it('that somebody else has is a fault, told when it is asked for', async () => {
    const other = net.createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const early = new EarlyPort((other.address() as AddressInfo).port, '127.0.0.1');
    await expect(early.handTo(createServer())).rejects.toMatchObject({ code: 'EADDRINUSE' });
    other.close();
  });
});
