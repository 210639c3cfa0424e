/** From the process behind a load balancer to the service. */
export type FrontMessage =
  | { readonly kind: 'listening'; readonly port: number }
  /** Requests since the last message. */
  | { readonly kind: 'measures'; readonly errors: number; readonly milliseconds: readonly number[] };
