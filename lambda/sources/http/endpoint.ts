/**
 * One HTTP API: every call bounded in time and size, repeated with back-off where that is safe, never an exception.
 *
 *   authorise → fetch → read the body → understand the status → wait and try again, or answer
 */
import { attempt, type Attempt } from './attempt';
import { failure, type Failure } from './failure';
import { defaultLimits, type Limits } from './limits';
import { systemPace, type Pace } from './pace';

/** A call. `path` begins with a slash and holds the encoded query. */
export interface Call {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: { readonly type: string; readonly text: string };
  /** Whether sending it twice does no harm; otherwise only what was refused unread (429) is sent again. Default true. */
  readonly repeatable?: boolean;
}

/** What a call came to. */
export type CallOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly value: unknown }
  | { readonly kind: 'failed'; readonly status?: number; readonly failure: Failure };

/** What was sent and received, attempts included. */
export interface Traffic {
  calls: number;
  bytes: number;
  /** Milliseconds by which the provider's clock is ahead of ours; undefined until it has answered. */
  skewMilliseconds?: number;
}

export interface EndpointOptions {
  /** Name for people, for example `Dynatrace`. */
  readonly name: string;
  /** Checked address, without a slash at its end. */
  readonly address: string;
  /** Headers that let us in. May reject: then the outcome is unauthorised. */
  readonly authorise: (call: Call, address: string) => Promise<Readonly<Record<string, string>>>;
  /** Text of an error in a body of the API; undefined where there is none. */
  readonly errorText: (body: unknown) => string | undefined;
  readonly limits?: Partial<Limits>;
  readonly pace?: Pace;
}

/** Milliseconds of the first back-off and of the longest. */
const [firstBackOff, longestBackOff] = [250, 4_000];

/** Most attempts of one call. */
const maxAttempts = 5;

/** Full jitter: any time up to a bound that doubles (the wait that the provider asks for comes on top, up to the longest). */
const backOff = (tries: number, asked: number, random: number): number =>
  Math.min(longestBackOff, asked) + random * Math.min(longestBackOff, firstBackOff * 2 ** (tries - 1));

/** An HTTP API. */
export class Endpoint {
  readonly limits: Limits;
  readonly pace: Pace;

  constructor(readonly options: EndpointOptions) {
    this.limits = { ...defaultLimits, ...options.limits };
    this.pace = options.pace ?? systemPace;
  }

  /** Calls until there is an answer, no hope, or no time. Never rejects. */
  async call(call: Call, traffic: Traffic, deadline: AbortSignal): Promise<CallOutcome> {
    let last: Attempt | undefined;
    for (let tries = 1; tries <= maxAttempts; tries += 1) {
      if (deadline.aborted) {
        break;
      }
      last = await attempt(this, call, traffic, deadline);
      if (
        last.retryAfter === undefined ||
        tries === maxAttempts ||
        !(await this.wait(backOff(tries, last.retryAfter, this.pace.random()), deadline))
      ) {
        break;
      }
    }
    return last?.outcome ?? { kind: 'failed', failure: failure('unreachable', `there was no time left to ask ${this.options.name}`) };
  }

  /** Whether there was time to wait. */
  private async wait(milliseconds: number, deadline: AbortSignal): Promise<boolean> {
    try {
      await this.pace.sleep(milliseconds, deadline);
      return !deadline.aborted;
    } catch {
      return false;
    }
  }
}
