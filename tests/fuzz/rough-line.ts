import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A line between clients and server as it is in a hall with bad reception: late, uneven, and broken off at any byte. */
export interface RoughLine {
  readonly port: number;
  /** Everything through this line stops until it is healed. */
  stall(): void;
  /** Breaks every connection at once, in the middle of whatever it carries. */
  cut(): void;
  /** From now on as good as a line can be. */
  heal(): void;
  close(): Promise<void>;
}

/** `pick`: seeded chance. `target`: where it leads; asked at each connection. */
export async function openRoughLine(
  target: () => number,
  pick: (below: number) => number,
): Promise<RoughLine> {
  const sockets = new Set<Socket>();
  let rough = true;
  let stalled = false;
  let resume: (() => void)[] = [];
  const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
  const healed = () => new Promise<void>((resolve) => resume.push(resolve));

  async function carry(from: Socket, to: Socket): Promise<void> {
    for await (const chunk of from as AsyncIterable<Buffer>) {
      for (let at = 0; at < chunk.length;) {
        while (stalled) await healed();
        const end = rough && pick(3) === 0 ? Math.min(chunk.length, at + 1 + pick(200)) : chunk.length;
        if (rough && pick(4) === 0) await wait(pick(25));
        to.write(chunk.subarray(at, end));
        at = end;
      }
    }
  }
  const server = createServer((near) => {
    const far = connect(target(), '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', () => socket.destroy());
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      carry(socket, other).catch(() => other.destroy());
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const go = () => {
    stalled = false;
    for (const done of resume.splice(0)) done();
  };
  return {
    port: (server.address() as AddressInfo).port,
    stall: () => void (stalled = true),
    cut: () => {
      go();
      for (const socket of sockets) socket.destroy();
    },
    heal: () => {
      rough = false;
      go();
    },
    async close() {
      go();
      resume = [];
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
