import type { Server } from 'node:http';
import net from 'node:net';

/** So many may wait at the door. */
const waitingMost = 4_000;

/**
 * Takes the port before the house is built. Whoever comes back after a restart waits for the second it takes, instead of
 * being turned away and trying again after ever longer pauses.
 */
export class EarlyPort {
  private readonly door: net.Server;
  private readonly waiting = new Set<net.Socket>();
  private readonly fault: Promise<Error | undefined>;

  constructor(port: number, host: string) {
    this.door = net.createServer({ pauseOnConnect: true }, (socket) => {
      this.waiting.add(socket);
      socket.on('error', () => socket.destroy());
      socket.once('close', () => this.waiting.delete(socket));
    });
    this.door.maxConnections = waitingMost;
    this.fault = new Promise((resolve) => {
      this.door.once('error', resolve);
      this.door.listen(port, host, () => resolve(undefined));
    });
  }

  /** Resolves when the port is taken, or can't be: loading the house lets nothing else happen for a while. */
  async tried(): Promise<void> {
    await this.fault;
  }

  /** From now on `http` serves the port, and those who wait first. Rejects when the port can't be had. */
  async handTo(http: Server): Promise<void> {
    const fault = await this.fault;
    if (fault) throw fault;
    await new Promise<void>((resolve) => http.listen(this.door, resolve));
    for (const socket of this.waiting) {
      http.emit('connection', socket);
      socket.resume();
    }
    this.waiting.clear();
  }
}
