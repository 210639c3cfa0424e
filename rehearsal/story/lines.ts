/**
 * The lines of `--json FILE` (NDJSON). Scripts rely on them: members are added, never renamed.
 * Builds are numbers; times are ISO 8601 in virtual time.
 */
import type { DecisionName } from '../../lambda/gate/validation';
import type { VerdictName } from '../../lambda/judge/verdict';
import type { AccessLogTally } from './logging/access-log-tally';
import type { LogTally } from './logging/log-tally';
import type { Receipt } from './receipt';
import type { TakenBack } from './taken-back';

/** Once per gate, in the order decided. An extension is not a decision. */
export interface DecisionLine {
  readonly type: 'decision';
  readonly validationId: string;
  readonly executionId: string;
  readonly build: number;
  readonly stage: string;
  readonly decision: DecisionName;
  /** `null` where the decision rests on no verdict: a person's answer, an error. */
  readonly verdict: VerdictName | null;
  readonly by: 'gate' | 'person';
  readonly reasons: readonly string[];
  readonly at: string;
}

/** The page of a problem, as it was opened by the address in the message. */
export interface OpenedPage {
  readonly link: string;
  /** HTTP status; 0 where there was no answer. */
  readonly status: number;
  /** Whether it names both releases. */
  readonly told: boolean;
}

/** Once per rollback that was started, by the gate or by healing. */
export interface RemediationLine {
  readonly type: 'remediation';
  /** Who began it: the gate that rejected the build, or healing, when the build went bad later. */
  readonly by: 'gate' | 'healing';
  /** Of the build that was rolled back; empty for one that no gate has measured. */
  readonly validationId: string;
  readonly executionId: string;
  /** The problem that it answers; `null` for the gate's. */
  readonly problemId: string | null;
  readonly stage: string;
  /** `null` for a revision that this rehearsal did not release, as below. */
  readonly fromBuild: number | null;
  /** `null` for a revision that this rehearsal did not release. */
  readonly toBuild: number | null;
  /** `escalated`: it went back, and production is not proven to have recovered; `withdrawn`: somebody else acted first. */
  readonly outcome: 'succeeded' | 'failed' | 'escalated' | 'withdrawn';
  readonly deploymentId: string | null;
  readonly reason: string;
  /** Of the problem that healing answered; absent for the gate's own. */
  readonly page?: OpenedPage;
  readonly at: string;
}

/** A rollback that was called for and not started, with the reason. */
export interface RemediationRefusedLine {
  readonly type: 'remediation-refused';
  readonly validationId: string;
  readonly executionId: string;
  readonly stage: string;
  readonly fromBuild: number;
  readonly reason: string;
  readonly at: string;
}

/** A problem that was answered without a rollback of its own, and why. */
export interface ProblemLine {
  readonly type: 'problem';
  readonly problemId: string;
  /**
   * The contract's code of the refusal. Of a rollback by the gate, which healing has followed: `recovered`, `escalated`
   * (it is not proven that it helped) or `failed`.
   */
  readonly code: string;
  readonly reason: string;
  /** Its page, where a rollback was followed. */
  readonly page?: OpenedPage;
  readonly at: string;
}

/** How a pipeline execution ended. */
export interface ExecutionLine {
  readonly type: 'execution';
  readonly executionId: string;
  readonly build: number;
  /** CodePipeline's status, or `Held` where a person would have to decide. */
  readonly status: string;
  /** Which action failed and why, where one did. */
  readonly failure: string | null;
  /** Where alarms took the build back while it was deployed, so that its gate was never asked. */
  readonly takenBack?: TakenBack;
  readonly at: string;
}

/** The last line. */
export interface SummaryLine {
  readonly type: 'summary';
  readonly ok: boolean;
  /** The build that each environment runs at the end; `null` where none does. */
  readonly stagingBuild: number | null;
  readonly productionBuild: number | null;
  /** Stages that no build enters until a person unlocks them. */
  readonly locked: readonly { readonly stage: string; readonly reason: string }[];
  /** Builds that alarms took back before their gate was asked, meant to or not; absent where none was. */
  readonly takenBack?: readonly ({ readonly build: number } & TakenBack)[];
  /** Why `ok` is false; empty where it is true. */
  readonly problems: readonly string[];
  /** What became of the log's documents; absent where the stacks have no search in logs. */
  readonly logs?: LogTally;
  /** What Athena's tables make of the load balancers' access logs; absent where no load balancer writes one. */
  readonly accessLogs?: AccessLogTally;
  readonly receipt: Receipt;
}

export type Line = DecisionLine | RemediationLine | RemediationRefusedLine | ProblemLine | ExecutionLine | SummaryLine;
