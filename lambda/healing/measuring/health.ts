/** How production fares in a window, compared with its time before a deployment, by the monspec of the build. */
import type { JudgeInput } from '../../judge/input';
import type { Verdict } from '../../judge/verdict';
import { GateError } from '../../gate/gate-error';
import { measuredFrom, requestsFor } from '../../gate/looking/requests';
import type { Subject } from '../../gate/looking/subject';
import { subjectOf } from '../../gate/looking/subject';
import type { EvidenceStore } from '../../gate/ports/objects';
import type { Environments } from '../../gate/ports/settings';
import type { Validation } from '../../gate/validation';
import type { MetricSource, Window } from '../../sources/source';

/** Judges by the rule that the monspec names; which engines there are, is wired. */
export type Judge = (input: JudgeInput) => { readonly verdict: Verdict };

export interface HealthPorts {
  readonly evidence: EvidenceStore;
  readonly environments: Environments;
  readonly source: MetricSource;
  readonly judge: Judge;
}

export type Health =
  | {
      readonly kind: 'verdict';
      readonly verdict: Verdict;
      /** Whether something fails that did not fail in the baseline itself: a limit may have been broken all along. */
      readonly isNew: boolean;
    }
  /** Nothing says what good is. */
  | { readonly kind: 'no-metrics'; readonly why: string };

export interface HealthQuestion {
  /** Its monspec says what good is; `undefined` where no build of the stage was ever validated. */
  readonly validation: Validation | undefined;
  readonly environment: string;
  readonly candidate: Window;
  readonly baseline: Window;
  readonly deploymentId: string;
}

/** `undefined` where the monspec is gone. */
const subject = async (validation: Validation, { evidence, environments }: HealthPorts): Promise<Subject | undefined> => {
  try {
    return await subjectOf(validation, evidence, environments);
  } catch (error) {
    if (error instanceof GateError && error.code === 'NoMonspec') {
      return undefined;
    }
    throw error;
  }
};

const withItself = ({ comparison, ...rest }: Subject, environment: string): Subject => ({
  ...rest,
  comparison: { ...comparison, source: environment, compare: environment, shiftSourceSeconds: 0, baseline: { kind: 'beforeDeployment' } },
});

/** The baseline in the place of the candidate: how it was before. */
const before = (input: JudgeInput): JudgeInput => ({
  ...input,
  windows: { candidate: input.windows.baseline, baseline: input.windows.baseline },
  measured: Object.fromEntries(Object.entries(input.measured).map(([id, { baseline }]) => [id, { candidate: baseline, baseline }])),
});

const failing = ({ signatures }: Verdict): readonly string[] => signatures.flatMap(({ id, verdict }) => (verdict === 'fail' ? [id] : []));

const isNewFailure = (now: Verdict, then: Verdict): boolean => {
  const known = new Set(failing(then));
  const its = failing(now);
  return its.length === 0 ? then.verdict !== 'fail' : its.some((id) => !known.has(id));
};

export const measureHealth = async (
  { validation, environment, candidate, baseline, deploymentId }: HealthQuestion,
  ports: HealthPorts,
): Promise<Health> => {
  const found = validation === undefined ? undefined : await subject(validation, ports);
  if (found === undefined) {
    return { kind: 'no-metrics', why: 'No monspec says what good is.' };
  }
  const { service, comparison, described } = withItself(found, environment);
  const windows = { candidate, baseline };
  const { answers } = await ports.source.fetch(requestsFor({ service, comparison }, windows, described, true));
  const input: JudgeInput = {
    service,
    comparison,
    windows,
    baselineExists: true,
    deployments: { registered: deploymentId, current: deploymentId },
    measured: measuredFrom(service, answers, true),
    // One look at a window that is over; the whole of it counts.
    plan: { windowSeconds: (candidate.end - candidate.start) / 1_000, final: true, extension: 'none' },
  };
  const { verdict } = ports.judge(input);
  const isNew = verdict.verdict === 'fail' && isNewFailure(verdict, ports.judge(before(input)).verdict);
  return { kind: 'verdict', verdict, isNew };
};
