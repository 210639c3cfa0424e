/** The Lambda API as far as the rehearsal offers it; members are those of the SDK's types of the same names. */

export interface InvokeInput {
  /** Name, partial ARN or ARN, with or without a qualifier. */
  readonly FunctionName: string;
  /** Default RequestResponse. */
  readonly InvocationType?: 'RequestResponse' | 'Event' | 'DryRun';
  /** JSON; at most 6 MB (RequestResponse) or 1 MB (Event). Nothing counts as `{}`. */
  readonly Payload?: Uint8Array | string;
}

export interface InvokeOutput {
  /** 200, 202 (Event) or 204 (DryRun). */
  readonly StatusCode: number;
  /** Present when the function failed; the payload then holds errorType and errorMessage. */
  readonly FunctionError?: 'Unhandled';
  readonly ExecutedVersion?: string;
  readonly Payload?: Uint8Array;
}

/** What the payload of a failed invocation holds. */
export interface FunctionFailure {
  /** The name of the thrown error, or `Sandbox.Timedout`, `Runtime.ExitError`, … */
  readonly errorType: string;
  readonly errorMessage: string;
  readonly trace?: readonly string[];
}

/** How one run of a function ended. */
export type InvocationOutcome =
  { readonly kind: 'returned'; readonly payload: string } | { readonly kind: 'failed'; readonly failure: FunctionFailure };

/** One run of a function. */
export interface Invocation {
  /** UUID: awsRequestId. */
  readonly requestId: string;
  /** JSON. */
  readonly payload: string;
}
