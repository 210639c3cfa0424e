import type { Mappings, Settings } from './settings';
import { fits } from './security';

/** A document as it is stored. */
export interface StoredDocument {
  readonly id: string;
  readonly source: Readonly<Record<string, unknown>>;
}

export interface Index {
  readonly name: string;
  readonly mappings: Mappings;
  readonly documents: Map<string, StoredDocument>;
}

/** The indices of a domain; each is made by its first document. */
export class DailyIndices {
  private readonly byName = new Map<string, Index>();

  constructor(private readonly settings: Settings) {}

  has(name: string): boolean {
    return this.byName.has(name);
  }

  open(name: string): Index {
    const index = this.byName.get(name) ?? {
      name,
      mappings: this.settings.mappingsFor(name),
      documents: new Map<string, StoredDocument>(),
    };
    this.byName.set(name, index);
    return index;
  }

  /** Those whose names fit a pattern, or a list of patterns with commas. */
  find(patterns: string): readonly Index[] {
    const wanted = patterns === '_all' ? ['*'] : patterns.split(',');
    return [...this.byName.values()].filter(({ name }) => wanted.some((pattern) => fits(pattern, name)));
  }
}
