import { Construct } from 'constructs';
import type { healingFunctions } from '../../lambda/contract/healing-workflow';
import type { HandlerName } from '../bundling/handlers';
import type { Config } from '../config/config';
import { HandlerFunction } from '../gate/handler-function';
import type { HealingSteps } from './healing-workflow';

/** Healing's functions by name, each with its own role. */
export type HealingHandlers = Readonly<Record<keyof typeof healingFunctions, HandlerFunction>>;

/** Seconds that intake may take for a batch. */
export const intakeSeconds = 30;

/** Makes the functions of healing, in the order in which a problem meets them. */
export class HealingFunctions extends Construct {
  readonly handlers: HealingHandlers;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    const make = (handler: HandlerName, name: string, timeoutSeconds: number, description: string): HandlerFunction =>
      new HandlerFunction(this, name, { handler, description, config, timeoutSeconds });
    this.handlers = {
      webhook: make('webhook', 'Webhook', 10, 'Verifies who reports a problem and hands it over'),
      intake: make('intake', 'Intake', intakeSeconds, 'Records problems and begins to answer each, once'),
      plan: make('plan', 'Plan', 120, 'Decides which deployment a problem belongs to, and what to do'),
      act: make('act', 'Act', 60, 'Begins the rollback, locks promotions, tells people'),
      await: make('await', 'Await', 60, 'Follows the rollback to its end'),
      verify: make('verify', 'Verify', 120, 'Judges whether production has recovered'),
      conclude: make('conclude', 'Conclude', 60, 'Closes the problem, or calls people'),
    };
  }

  /** The steps of the workflow. */
  get steps(): HealingSteps {
    const { plan, act, await: follow, verify, conclude } = this.handlers;
    return { plan: plan.function, act: act.function, await: follow.function, verify: verify.function, conclude: conclude.function };
  }

  /** Sets environment variables of all functions. */
  setEnvironment(variables: Readonly<Record<string, string>>): void {
    for (const { function: lambda } of Object.values(this.handlers)) {
      for (const [name, value] of Object.entries(variables)) lambda.addEnvironment(name, value);
    }
  }
}
