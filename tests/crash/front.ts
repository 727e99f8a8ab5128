import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** The proxy in front of several servers: each line goes to the next of them that answers. */
export interface Front {
  readonly port: number;
  /** What the servers are told as ORIGIN. */
  readonly origin: string;
  /** Ports of the servers, in turn. */
  targets: readonly number[];
  close(): Promise<void>;
}

export async function openFront(): Promise<Front> {
  const lines = new Set<Socket>();
  let next = 0;
  const server = createServer({ pauseOnConnect: true }, (line) => {
    lines.add(line);
    line.on('close', () => lines.delete(line));
    line.on('error', () => line.destroy());
    join(line, front.targets.length);
  });

  /** To the next server; one that refuses is passed over. */
  function join(line: Socket, tries: number): void {
    const port = front.targets[next++ % front.targets.length];
    if (tries === 0 || port === undefined) return void line.destroy();
    const to = connect(port, '127.0.0.1');
    let joined = false;
    lines.add(to);
    to.on('error', () => to.destroy());
    to.on('close', () => {
      lines.delete(to);
      if (joined) line.destroy();
      else join(line, tries - 1);
    });
    to.once('connect', () => {
      joined = true;
      line.on('close', () => to.destroy());
      to.pipe(line);
      line.pipe(to);
    });
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const front: Front = {
    port,
    origin: `http://localhost:${port}`,
    targets: [],
    async close() {
      for (const line of lines) line.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return front;
}
