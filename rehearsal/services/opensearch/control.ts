/** What a test or a story may do to a domain from outside: let it refuse. */

/** One document of a bulk request. */
export interface BulkDocument {
  readonly index: string;
  readonly id: string;
  /** The document's own text. */
  readonly text: string;
}

/** How an item is refused: 429 and 5xx may pass, 4xx will not. */
export interface ItemRefusal {
  readonly status: number;
  readonly type: string;
  readonly reason: string;
}

/** Says of each document, each time that it is sent, whether and how it is refused. */
export type ItemRule = (document: BulkDocument) => ItemRefusal | undefined;

/** Says whether a whole bulk request fails, and with which status. */
export type RequestRule = () => number | undefined;

export class SearchControl {
  private readonly items = new Set<ItemRule>();
  private readonly requests = new Set<RequestRule>();

  /** @returns what takes the rule back. */
  refuseItems(rule: ItemRule): () => void {
    this.items.add(rule);
    return () => void this.items.delete(rule);
  }

  /** @returns what takes the rule back. */
  failRequests(rule: RequestRule): () => void {
    this.requests.add(rule);
    return () => void this.requests.delete(rule);
  }

  /** The refusal of a document, where a rule wants one. */
  refusalOf(document: BulkDocument): ItemRefusal | undefined {
    return [...this.items].map((rule) => rule(document)).find((refusal) => refusal !== undefined);
  }

  /** The status of a whole request, where a rule wants it to fail. */
  failureOfRequest(): number | undefined {
    return [...this.requests].map((rule) => rule()).find((status) => status !== undefined);
  }
}
