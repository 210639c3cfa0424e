/** A request and its answer, as far as the report cares about them. */

export interface HttpRequest {
  readonly method: string;
  /** With or without its parts percent-encoded. */
  readonly path: string;
  readonly query: Readonly<Record<string, string | undefined>>;
}

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
