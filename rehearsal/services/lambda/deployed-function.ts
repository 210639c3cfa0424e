import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import type { Invocation, InvocationOutcome } from './api';
import type { AsyncSettings } from './async-settings';
import { defaultAsyncSettings } from './async-settings';
import type { FunctionConfig } from './function-config';
import { FunctionLogs } from './function-logs';
import { recordInvocation } from './function-metrics';
import { FunctionProcess, type ProcessSettings } from './function-process';
import { processEnvironment } from './process-environment';
import { ProcessPool, type PoolLimits } from './process-pool';

/** How many processes a function may have on the laptop, and how long an idle one stays. */
export const laptopLimits: PoolLimits = { processes: 6, idleMilliseconds: 5_000 };

/** What a deployed function needs from the service. */
export interface Hosting {
  readonly cloud: Cloud;
  readonly runtimeFile: string;
  readonly codeFolder: string;
  readonly limits: PoolLimits;
}

/** A function that was created: its processes, its logs, and its settings for asynchronous invocations. */
export class DeployedFunction {
  asyncSettings: AsyncSettings;
  private readonly logs: FunctionLogs;
  private readonly pool: ProcessPool;

  constructor(
    readonly config: FunctionConfig,
    private readonly hosting: Hosting,
  ) {
    this.asyncSettings = defaultAsyncSettings;
    this.logs = new FunctionLogs(hosting.cloud, config);
    this.pool = new ProcessPool(() => this.startProcess(), hosting.limits);
  }

  /** Processes that exist now. */
  get processes(): number {
    return this.pool.size;
  }

  /** Runs the code once. Throws TooManyRequestsException beyond the reserved concurrency. */
  async run(invocation: Invocation): Promise<InvocationOutcome> {
    const reserved = this.config.reservedConcurrency;
    if (reserved !== undefined && this.pool.running >= reserved)
      throw new AwsError('TooManyRequestsException', 'Rate Exceeded: ReservedFunctionConcurrentInvocationLimitExceeded', 429);
    const started = performance.now();
    this.logs.write(`START RequestId: ${invocation.requestId} Version: ${this.config.version}`);
    const outcome = await this.pool.run(invocation);
    this.report(invocation, outcome, performance.now() - started);
    return outcome;
  }

  /** The same code as a published version, with processes of its own. */
  asVersion(version: string): DeployedFunction {
    return new DeployedFunction({ ...this.config, version }, this.hosting);
  }

  /** The same function with other code. */
  withCode(codeFolder: string): DeployedFunction {
    const changed = new DeployedFunction(this.config, { ...this.hosting, codeFolder });
    changed.asyncSettings = this.asyncSettings;
    return changed;
  }

  /** The same function with other environment variables. */
  withVariables(variables: Readonly<Record<string, string>>): DeployedFunction {
    const changed = new DeployedFunction({ ...this.config, variables }, this.hosting);
    changed.asyncSettings = this.asyncSettings;
    return changed;
  }

  /** How a process of this code is started, for those who start one themselves; what it writes goes to its log. */
  settings(): Omit<ProcessSettings, 'runtimeFile'> {
    const { cloud, codeFolder } = this.hosting;
    return {
      codeFolder,
      environment: processEnvironment(cloud, this.config, { codeFolder, logStream: this.logs.stream }),
      functionArn: this.config.arn,
      memoryMegabytes: this.config.memoryMegabytes,
      timeoutSeconds: this.config.timeoutSeconds,
      onLine: (line) => this.logs.write(line),
    };
  }

  async stop(): Promise<void> {
    await this.pool.stop();
    await this.logs.drain();
  }

  private report({ requestId }: Invocation, outcome: InvocationOutcome, milliseconds: number): void {
    if (outcome.kind === 'failed') this.logs.write(`${requestId} ${outcome.failure.errorType}: ${outcome.failure.errorMessage}`);
    this.logs.write(`END RequestId: ${requestId}`);
    this.logs.write(
      `REPORT RequestId: ${requestId} Duration: ${milliseconds.toFixed(2)} ms Memory Size: ${this.config.memoryMegabytes} MB`,
    );
    recordInvocation(this.hosting.cloud, this.config.name, { failed: outcome.kind === 'failed', milliseconds });
  }

  private startProcess(): FunctionProcess {
    return new FunctionProcess({ runtimeFile: this.hosting.runtimeFile, ...this.settings() });
  }
}
