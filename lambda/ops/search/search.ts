/** One request to the domain. */
export interface SearchRequest {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE';
  /** Begins with a slash; without a query. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** What came back, whatever the status. */
export interface SearchReply {
  readonly status: number;
  readonly body: unknown;
}

/** The domain. Rejects when it cannot be reached or goes on failing; any answer below 500 but 429 is an answer. */
export interface Search {
  send(request: SearchRequest): Promise<SearchReply>;
}
