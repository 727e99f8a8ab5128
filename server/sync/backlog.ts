/*
 * What waits for the disk in all rooms together. A disk that has become slow must not fill the memory: beyond
 * these limits sockets are not read until some of it is written (safety B7).
 */

const updatesMost = 4_096;
const bytesMost = 8 * 1_048_576;

export class Backlog {
  private updates = 0;
  private bytes = 0;

  /** Too much waits: nothing more is read. */
  get full(): boolean {
    return this.updates >= updatesMost || this.bytes >= bytesMost;
  }

  /** Updates and bytes, for operating and tests. */
  get figures(): { readonly updates: number; readonly bytes: number } {
    return { updates: this.updates, bytes: this.bytes };
  }

  add(update: Uint8Array | undefined): void {
    this.updates++;
    this.bytes += update?.length ?? 0;
  }

  remove(update: Uint8Array | undefined): void {
    this.updates--;
    this.bytes -= update?.length ?? 0;
  }
}
