/** Error budgets from Application Signals. */
import {
  ApplicationSignalsClient,
  BatchGetServiceLevelObjectiveBudgetReportCommand,
  type ServiceLevelObjectiveBudgetReport,
} from '@aws-sdk/client-application-signals';
import type { Budget, ErrorBudgets } from './error-budgets';
import { failureOf } from './failure';

/** Most SLOs of one call. */
const maxSlos = 50;

const shareOf = (remaining: number | undefined, total: number | undefined): number | undefined =>
  remaining === undefined || total === undefined || total <= 0 ? undefined : Math.max(0, (100 * remaining) / total);

const budgetOf = (report: ServiceLevelObjectiveBudgetReport): Budget => {
  const share =
    shareOf(report.BudgetSecondsRemaining, report.TotalBudgetSeconds) ??
    shareOf(report.BudgetRequestsRemaining, report.TotalBudgetRequests);
  return share === undefined || report.BudgetStatus === 'INSUFFICIENT_DATA'
    ? { kind: 'no-data', detail: `The SLO ${report.Name ?? ''} has ${report.BudgetStatus ?? 'no status'} and no budget to compare with` }
    : { kind: 'budget', remainingPercent: share };
};

/** The Application Signals client as a port for budgets. */
export class ApplicationSignalsBudgets implements ErrorBudgets {
  constructor(private readonly client: ApplicationSignalsClient = new ApplicationSignalsClient({ maxAttempts: 3 })) {}

  async remaining(
    slos: readonly string[],
    at: number,
    signal: AbortSignal,
  ): Promise<{ budgets: ReadonlyMap<string, Budget>; calls: number }> {
    const budgets = new Map<string, Budget>();
    let calls = 0;
    for (let index = 0; index < slos.length; index += maxSlos) {
      calls += 1;
      for (const [slo, budget] of await this.some(slos.slice(index, index + maxSlos), at, signal)) {
        budgets.set(slo, budget);
      }
    }
    return { budgets, calls };
  }

  private async some(slos: readonly string[], at: number, abortSignal: AbortSignal): Promise<[string, Budget][]> {
    try {
      const command = new BatchGetServiceLevelObjectiveBudgetReportCommand({ Timestamp: new Date(at), SloIds: [...slos] });
      const { Reports = [], Errors = [] } = await this.client.send(command, { abortSignal });
      return [
        ...Reports.flatMap((report) =>
          [report.Name, report.Arn].flatMap((id): [string, Budget][] => (id === undefined ? [] : [[id, budgetOf(report)]])),
        ),
        ...Errors.map(({ Name = '', Arn = '', ErrorCode = '', ErrorMessage = '' }): [string, Budget] => [
          slos.includes(Arn) ? Arn : Name,
          { kind: 'no-entity', detail: `Application Signals answered for the SLO ${Name}: ${ErrorCode} ${ErrorMessage}`.trim() },
        ]),
      ];
    } catch (error) {
      const problem = failureOf(error, 'Application Signals');
      return slos.map((slo) => [slo, problem]);
    }
  }
}
