import type { Written } from '../../../lambda/gate/ports/validation-store';
import type { Documents, VersionedDocument } from '../../../lambda/healing/ports/documents';

/** Documents in memory, copied on the way in and out. It keeps the same promises as the table. */
export class MemoryDocuments implements Documents {
  readonly items = new Map<string, VersionedDocument>();

  async read(key: string): Promise<VersionedDocument> {
    return structuredClone(this.items.get(key)) ?? { value: undefined, version: 0 };
  }

  async write(key: string, value: object, version: number): Promise<Written> {
    if ((this.items.get(key)?.version ?? 0) !== version) {
      return 'stale';
    }
    this.items.set(key, { value: structuredClone(value), version: version + 1 });
    return 'written';
  }
}
