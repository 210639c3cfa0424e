/** Approvals that wait for an answer. */
import { AwsError } from '../../cloud/aws-error';
import type { ActionRun } from './model';

export interface ApprovalAnswer {
  readonly status: 'Approved' | 'Rejected';
  readonly summary: string;
  /** ARN of whoever answered. */
  readonly by: string;
}

export class Approvals {
  private readonly waiting = new Map<ActionRun, (answer: ApprovalAnswer) => void>();

  /** Resolves with the answer; `forget` ends the waiting. */
  async wait(run: ActionRun): Promise<ApprovalAnswer> {
    return new Promise((resolve) => this.waiting.set(run, resolve));
  }

  forget(run: ActionRun): void {
    this.waiting.delete(run);
  }

  /**
   * Answers the approval of the newest run of an action. Throws AwsError ApprovalAlreadyCompletedException where this
   * token was answered before, InvalidApprovalTokenException for a token that is not, or no longer, asked for.
   */
  answer(run: ActionRun | undefined, token: string, answer: ApprovalAnswer): void {
    if (run?.answered === token) {
      throw new AwsError('ApprovalAlreadyCompletedException', 'The approval action has already been approved or rejected.');
    }
    const resolve = run?.token === token ? this.waiting.get(run) : undefined;
    if (run === undefined || resolve === undefined) {
      throw new AwsError('InvalidApprovalTokenException', 'The approval request already received a response or has expired.');
    }
    run.answered = token;
    delete run.token;
    this.waiting.delete(run);
    resolve(answer);
  }
}
