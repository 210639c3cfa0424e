/** What the gate keeps in S3, and reads from there. */
import type { Evidence } from '../evidence';

/** An object to read. */
export interface ObjectAddress {
  readonly bucket: string;
  readonly key: string;
}

export interface Artifacts {
  /** The bytes of an object; a named reason where there is none, or where it is larger than `maxBytes`. */
  read(
    address: ObjectAddress,
    maxBytes: number,
  ): Promise<{ readonly kind: 'found'; readonly bytes: Uint8Array } | { readonly kind: 'unreadable'; readonly detail: string }>;
}

export interface EvidenceStore {
  /** Keeps the evidence of a look. Where there is some at this key, that stays, and is what is returned. */
  keep(key: string, evidence: Evidence): Promise<Evidence>;
  /** The evidence of a look; `undefined` where it is gone or cannot be read. */
  look(key: string): Promise<Evidence | undefined>;
  /** Keeps the text of a monspec under a key that is made of its hash. */
  keepMonspec(key: string, text: string): Promise<void>;
  /** The text of a monspec; `undefined` where it is gone. */
  monspec(key: string): Promise<string | undefined>;
}
