/** Sees every call of a run, for example to check it against the service models. */
export interface Observer {
  request(service: string, operation: string, input: unknown): void;
  response(service: string, operation: string, output: unknown): void;
}
