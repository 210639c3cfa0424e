/** The part of dynalite that the rehearsal uses; the package ships no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** Milliseconds that tables stay in their transient states; in memory unless a path is given. */
  interface DynaliteOptions {
    readonly createTableMs?: number;
    readonly deleteTableMs?: number;
    readonly updateTableMs?: number;
  }

  function dynalite(options?: DynaliteOptions): Server;
  export = dynalite;
}
