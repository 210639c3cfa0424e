import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { gateFunctions } from '../../lambda/contract/workflow';
import type { HandlerName } from '../bundling/handlers';
import type { Config } from '../config/config';
import { HandlerFunction } from './handler-function';
import type { WorkflowFunctions } from './workflow';

/** The gate's functions by name, each with its own role. */
export type GateHandlers = Readonly<Record<keyof typeof gateFunctions, HandlerFunction>>;

/** Makes the functions of the gate, in the order in which a gate uses them. */
export class GateFunctions extends Construct {
  readonly handlers: GateHandlers;
  readonly report: HandlerFunction;

  /** @param undelivered where events go that a function failed on twice after the first time */
  constructor(scope: Construct, id: string, config: Config, undelivered: IQueue) {
    super(scope, id);
    const make = (handler: HandlerName, name: string, timeoutSeconds: number, description: string, queue?: IQueue): HandlerFunction =>
      new HandlerFunction(this, name, { handler, description, config, timeoutSeconds, ...(queue && { undelivered: queue }) });
    this.handlers = {
      register: make('register', 'Register', 60, 'Reads the monspec of a build and starts its validation', undelivered),
      look: make('look', 'Look', 120, 'Fetches what has been measured so far and judges it'),
      decide: make('decide', 'Decide', 60, 'Decides, records, answers the approval, tells people'),
      remediate: make('remediate', 'Remediate', 60, 'Redeploys the newest revision that passed, and follows it'),
      observe: make('observe', 'Observe', 60, 'Records the answers of people and the ends of executions', undelivered),
      watchdog: make('watchdog', 'Watchdog', 60, 'Holds a validation whose workflow failed', undelivered),
    };
    this.report = make('report', 'Report', 20, 'Shows why a gate decided as it did');
  }

  /** The steps of the workflow. */
  get steps(): WorkflowFunctions {
    const { look, decide, remediate } = this.handlers;
    return { look: look.function, decide: decide.function, remediate: remediate.function };
  }

  /** Sets environment variables of all functions. */
  setEnvironment(variables: Readonly<Record<string, string>>): void {
    for (const handler of [...Object.values(this.handlers), this.report]) {
      for (const [name, value] of Object.entries(variables)) handler.function.addEnvironment(name, value);
    }
  }
}
