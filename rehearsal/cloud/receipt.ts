/** What a run has to show for itself: every call counted, every refusal and every gap named. */

/** Number of calls by service and operation. */
export type CallCounts = Readonly<Record<string, Readonly<Record<string, number>>>>;

/** A call that no policy allowed. */
export interface DeniedCall {
  /** Role ARN or service name. */
  readonly principal: string;
  readonly action: string;
  readonly resource: string;
  /** Virtual time, ISO 8601. */
  readonly at: string;
}

/** Something that went wrong in a stand-in itself; always a reason to distrust the run. */
export interface RunFailure {
  readonly service: string;
  readonly what: string;
  readonly message: string;
}

export interface Receipt {
  /** Calls of functions and instances, over HTTP from the AWS SDK, under the credentials of their roles. */
  readonly sdkCalls: CallCounts;
  /** Calls of the person at the laptop, who releases, watches and decides. */
  readonly operatorCalls: CallCounts;
  /** Calls among the services, for example a rule that invokes a function. */
  readonly internalCalls: CallCounts;
  readonly denied: readonly DeniedCall[];
  readonly unsupported: {
    /** `service.Operation` that somebody called and no stand-in has. */
    readonly operations: readonly string[];
    /** CloudFormation types that nobody created. */
    readonly resourceTypes: readonly string[];
    /** Other things left out, for example AWS managed policies without a document. */
    readonly features: readonly string[];
  };
  readonly failures: readonly RunFailure[];
}

export type CallOrigin = 'sdkCalls' | 'operatorCalls' | 'internalCalls';
export type UnsupportedKind = keyof Receipt['unsupported'];

export class ReceiptBook {
  private readonly counts: Record<CallOrigin, Map<string, Map<string, number>>> = {
    sdkCalls: new Map(),
    operatorCalls: new Map(),
    internalCalls: new Map(),
  };
  private readonly missing: Record<UnsupportedKind, Set<string>> = {
    operations: new Set(),
    resourceTypes: new Set(),
    features: new Set(),
  };
  private readonly denied: DeniedCall[] = [];
  private readonly failures: RunFailure[] = [];

  count(origin: CallOrigin, service: string, operation: string): void {
    const operations = this.counts[origin].get(service) ?? new Map<string, number>();
    this.counts[origin].set(service, operations.set(operation, (operations.get(operation) ?? 0) + 1));
  }

  deny(call: DeniedCall): void {
    this.denied.push(call);
  }

  unsupported(kind: UnsupportedKind, name: string): void {
    this.missing[kind].add(name);
  }

  fail(failure: RunFailure): void {
    this.failures.push(failure);
  }

  /** The receipt so far; later calls do not change it. */
  receipt(): Receipt {
    return {
      sdkCalls: plain(this.counts.sdkCalls),
      operatorCalls: plain(this.counts.operatorCalls),
      internalCalls: plain(this.counts.internalCalls),
      denied: [...this.denied],
      unsupported: {
        operations: [...this.missing.operations].toSorted(),
        resourceTypes: [...this.missing.resourceTypes].toSorted(),
        features: [...this.missing.features].toSorted(),
      },
      failures: [...this.failures],
    };
  }
}

const plain = (counts: ReadonlyMap<string, ReadonlyMap<string, number>>): CallCounts =>
  Object.fromEntries(
    [...counts].toSorted(byKey).map(([service, operations]) => [service, Object.fromEntries([...operations].toSorted(byKey))]),
  );

const byKey = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => a.localeCompare(b);
