/** The way of every call: count, find, check permissions, run. */
import type { Policies } from '../iam/policies';
import { accessDenied } from './access-denied';
import { AwsError } from './aws-error';
import type { Observer } from './observer';
import type { CallOrigin, ReceiptBook } from './receipt';
import type { Operation, Principal, Service } from './service';

export interface Call {
  readonly service: string;
  readonly operation: string;
  readonly input: unknown;
  readonly caller: Principal;
  readonly origin: CallOrigin;
}

export interface DispatcherParts {
  readonly services: ReadonlyMap<string, Service>;
  readonly policies: Policies;
  readonly book: ReceiptBook;
  readonly now: () => number;
  readonly observer?: Observer | undefined;
  /** Told of every error that is not an AWS answer: a defect of a stand-in. */
  readonly failed: (service: string, what: string, error: unknown) => void;
}

export class Dispatcher {
  constructor(private readonly parts: DispatcherParts) {}

  /** Runs a call. Throws only AwsError. */
  async call(call: Call): Promise<unknown> {
    const { service, operation, input, caller, origin } = call;
    const found = this.find(service, operation);
    this.parts.book.count(origin, service, operation);
    try {
      for (const need of found.needs(input as never)) this.authorise(caller, need.action, need.resource, need.context);
      this.parts.observer?.request(service, operation, input);
      const output = await found.run(input as never, caller);
      this.parts.observer?.response(service, operation, output);
      return output;
    } catch (error) {
      if (error instanceof AwsError) throw error;
      this.parts.failed(service, operation, error);
      throw new AwsError('InternalFailure', `The stand-in for ${service} failed in ${operation}.`, 500);
    }
  }

  authorise(caller: Principal, action: string, resource: string, context: Readonly<Record<string, string>> = {}): void {
    const decision = this.parts.policies.decide({ caller, action, resource, context });
    if (decision.allowed) return;
    const principal = caller.kind === 'role' ? caller.arn : caller.kind === 'service' ? caller.name : 'operator';
    this.parts.book.deny({ principal, action, resource, at: new Date(this.parts.now()).toISOString() });
    throw accessDenied(caller, action, resource, decision.why);
  }

  private find(service: string, operation: string): Operation<never, unknown> {
    const operations = this.parts.services.get(service)?.operations;
    const found = operations && Object.hasOwn(operations, operation) ? operations[operation] : undefined;
    if (found) return found;
    this.parts.book.unsupported('operations', `${service}.${operation}`);
    throw new AwsError('UnknownOperationException', `The rehearsal has no ${operation} in its stand-in for ${service}.`);
  }
}
