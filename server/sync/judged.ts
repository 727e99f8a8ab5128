import type * as Y from 'yjs';
import type { Scan } from './scan-update.ts';

/** A document as it will be when everything accepted so far is applied. */
export interface Judged {
  /** next clock of a writer, accepted updates included */
  planned(client: number): number;
  /** person a clientID is bound to; 'server' for the server's own */
  owner(client: number): string | undefined;
  /** person whose open socket announces this clientID */
  claim(client: number): string | undefined;
  /** the applied document; only for looking */
  doc(): Y.Doc;
  /** how many shared types enclose the struct at this id; undefined: nothing is known there */
  depthAt(client: number, clock: number): number | undefined;
  /** name of the place (type and map key) of the struct at this id; 'gone': it was collected */
  placeAt(client: number, clock: number): string;
  /** the applied item that covers the id; undefined: none, or it was collected */
  itemAt(client: number, clock: number): Y.Item | undefined;
  /** the struct with this id among what is accepted and not applied yet */
  waitingAt(client: number, clock: number): { readonly scan: Scan; readonly struct: number } | undefined;
}
