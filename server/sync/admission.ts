import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { closeCode, closeCodes } from '#lib/wire/close-codes.ts';
import { limits } from '#lib/wire/limits.ts';
import { isAway } from '../db/faults.ts';
import { Connection } from './connection.ts';
import type { ConnectionPorts } from './connection-ports.ts';
import type { SyncOptions, SyncPorts } from './ports.ts';
import type { DocRoom, Rooms } from './rooms.ts';
import { refuseUpgrade, wantedOf } from './upgrade.ts';

/** What the door asks of the rest of the engine. */
export interface AdmissionPorts {
  /** Everybody who is in. */
  readonly connections: Set<Connection>;
  readonly forConnections: ConnectionPorts<Connection>;
  refreshMirror(docName: string): Promise<void>;
}

/**
 * What is wrong with a frame, ws has said to the other side already. Made here: a function made for each socket would keep
 * its request and what came with it as long as the socket lives, 4 KiB.
 */
const unheard = (): void => undefined;

/** The door: who may come in, from an upgrade request to a connection in a room. */
export class Admission {
  private readonly ports: SyncPorts;
  private readonly options: SyncOptions;
  private readonly rooms: Rooms;
  private readonly inside: AdmissionPorts;
  private readonly perAddress = new Map<string, number>();
  private readonly server: WebSocketServer;
  private opening = 0;
  private closed = false;

  constructor(ports: SyncPorts, options: SyncOptions, rooms: Rooms, inside: AdmissionPorts) {
    this.ports = ports;
    this.options = options;
    this.rooms = rooms;
    this.inside = inside;
    this.server = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      perMessageDeflate: false,
      maxPayload: limits.frame,
      maxFragments: 64,
      maxBufferedChunks: 4_096,
      closeTimeout: 3_000,
    } as ConstructorParameters<typeof WebSocketServer>[0]);
  }

  /** Nobody comes in any more. */
  close(): void {
    this.closed = true;
    this.server.close();
  }

  /** Somebody from this address is gone. */
  leaveAddress(address: string): void {
    const left = (this.perAddress.get(address) ?? 1) - 1;
    if (left <= 0) this.perAddress.delete(address);
    else this.perAddress.set(address, left);
  }

  /** An upgrade request below /sync/: refused, turned away with a close code, or let in. */
  async open(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    const address = this.ports.addressOf(request);
    const wanted = wantedOf(request);
    if (!wanted) return refuseUpgrade(socket, 404);
    if (!this.ports.originAllowed(request.headers.origin, request.headers.host))
      return refuseUpgrade(socket, 403);
    const here = this.perAddress.get(address) ?? 0;
    if (
      this.closed ||
      here >= this.options.perAddress ||
      this.inside.connections.size + this.opening >= this.options.total
    )
      return refuseUpgrade(socket, 503);
    this.opening++;
    this.perAddress.set(address, here + 1);
    let taken = false;
    try {
      taken = await this.admit(request, socket, head, wanted, address);
    } finally {
      this.opening--;
      if (!taken) this.leaveAddress(address);
    }
  }

  /** Everything that takes time happens before the handshake, so that no frame ever waits for it. */
  private async admit(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    { docName, epoch }: { docName: string; epoch: number | undefined },
    address: string,
  ): Promise<boolean> {
    const cookie = request.headers.cookie;
    const { forConnections } = this.inside;
    const rightsVersion = forConnections.rightsVersion();
    const actor = await this.ports.actorOf(cookie);
    if (actor === undefined) {
      refuseUpgrade(socket, 401);
      return false;
    }
    const turnAway = (code: number) => {
      this.shake(request, socket, head, (ws) => ws.close(code, closeCode(code)?.name ?? ''));
      return false;
    };
    if (actor === 'ended') return turnAway(closeCodes.sessionEnded.code);
    const rights = await this.ports.rightsOf(actor, docName);
    if ('refused' in rights) return turnAway(rights.refused);
    try {
      await this.rooms.within(docName, (room) => this.refreshMirror(room));
      return await this.rooms.within(docName, async (room) => {
        if (room.state === 'erased') return turnAway(closeCodes.gone.code);
        const stale = room.state !== 'live' || room.closing || room.gone;
        if (stale || (epoch !== undefined && epoch !== room.epoch)) return turnAway(closeCodes.epoch.code);
        if (this.closed || socket.destroyed) {
          refuseUpgrade(socket, 503);
          return false;
        }
        let taken = false;
        this.shake(request, socket, head, (ws) => {
          taken = true;
          const rate = this.options.ratePerSecond;
          const who = { actor, rights, rightsVersion, cookie, address, rate };
          this.inside.connections.add(new Connection(ws, socket, room, who, forConnections));
        });
        return taken;
      });
    } catch (error) {
      this.ports.log.error({ err: error, doc: docName }, 'a document could not be opened');
      return turnAway((isAway(error) ? closeCodes.overload : closeCodes.degraded).code);
    }
  }

  private shake(request: IncomingMessage, socket: Duplex, head: Buffer, then: (ws: WebSocket) => void): void {
    if (socket.destroyed) return;
    this.server.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', unheard);
      then(ws);
    });
  }

  /** The first who comes in finds what the records say now, not what they said when the server stopped. */
  private async refreshMirror(room: DocRoom): Promise<void> {
    if (!this.ports.mirrorOf || room.sockets.size > 0 || room.state !== 'live') return;
    try {
      await this.inside.refreshMirror(room.name);
    } catch (error) {
      this.ports.log.error({ err: error, doc: room.name }, 'a mirror could not be refreshed');
    }
  }
}
