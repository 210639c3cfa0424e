import type { FunctionFailure } from './api';

/** From the service to a function's process. */
export interface InvokeMessage {
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
  readonly functionArn: string;
  /** Real milliseconds until the process is killed. */
  readonly timeoutMilliseconds: number;
}

/** From a function's process to the service. A failure without a request happened while loading the code. */
export type RuntimeMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'returned'; readonly requestId: string; readonly payload: string }
  | { readonly kind: 'failed'; readonly requestId?: string; readonly failure: FunctionFailure };
