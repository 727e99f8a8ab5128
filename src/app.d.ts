import type { App as YoriaiApp } from '#server/app.ts';
import type { Actor } from '#server/access/subject.ts';
import type { SessionOf } from '#server/session/session.ts';

declare global {
  namespace App {
    interface Locals {
      /** The one App of this process; routes know it as a type only. */
      app: YoriaiApp;
      actor: Actor;
      /** Who is signed in. */
      me: SessionOf | null;
    }
    interface Error {
      code?: string;
    }
  }
}
