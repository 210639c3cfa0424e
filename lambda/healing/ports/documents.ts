/** Where healing keeps its records: whole documents, each written under the condition that nobody wrote it in between. */
import type { Written } from '../../gate/ports/validation-store';

export interface VersionedDocument {
  readonly value: unknown;
  /** Counts its writes; 0 for a document that there is not yet. */
  readonly version: number;
}

export interface Documents {
  /** Reads consistently; `undefined` as value where there is none. */
  read(key: string): Promise<VersionedDocument>;
  /** `stale` where the version is no longer the one that was read. `expiresAt` in epoch seconds. */
  write(key: string, value: object, version: number, expiresAt?: number): Promise<Written>;
}
