/** What the page of a problem says, in words. Pure. */
import type { Confidence } from '../../healing/attribution/attribution';
import type { ProblemSource } from '../../healing/problem';
import type { ProblemOutcome, Remediation } from '../../healing/remediation';
import { clean, cleanOr } from '../format/clean';
import { formatTime } from '../format/time';
import type { Badge } from '../view/badge';
import type { Fact } from '../view/facts';
import type { Moment } from '../view/timeline';
import type { ProblemInput, ProblemStory } from './story';

export interface Suspect {
  readonly deployment: string;
  readonly confidence: Confidence;
  readonly sentence: string;
}

export interface ProblemView {
  readonly title: string;
  readonly source: string;
  readonly badge: Badge;
  /** What was done, in a sentence. */
  readonly lead: string;
  /** What a person does next; empty where there is nothing. */
  readonly next: string;
  readonly facts: readonly Fact[];
  readonly suspects: readonly Suspect[];
  readonly timeline: readonly Moment[];
  readonly now: number;
}

const rollbackBadges: Readonly<Record<Remediation['state'], Badge>> = {
  starting: { tone: 'quiet', sign: '…', word: 'Rollback starting' },
  running: { tone: 'quiet', sign: '…', word: 'Rolling back' },
  verifying: { tone: 'quiet', sign: '…', word: 'Verifying' },
  succeeded: { tone: 'good', sign: '✓', word: 'Recovered' },
  escalated: { tone: 'bad', sign: '✗', word: 'Not recovered' },
  failed: { tone: 'bad', sign: '✗', word: 'Rollback failed' },
  withdrawn: { tone: 'open', sign: '‖', word: 'Left to people' },
};

const badgeOf = ({ record, remediation }: ProblemStory): Badge => {
  if (remediation !== undefined) {
    return rollbackBadges[remediation.state];
  }
  return record.outcome?.kind === 'refused'
    ? { tone: 'open', sign: '‖', word: 'No rollback' }
    : { tone: 'quiet', sign: '…', word: 'Being looked at' };
};

/** Reporters by the names that people know them by. */
const reporters: Readonly<Record<ProblemSource, string>> = {
  dynatrace: 'Dynatrace',
  'devops-guru': 'DevOps Guru',
  cloudwatch: 'CloudWatch',
  webhook: 'a webhook',
  pagerduty: 'PagerDuty',
  gate: 'the gate',
};

const leadOf = (outcome: ProblemOutcome | undefined, remediation: Remediation | undefined): string => {
  if (remediation !== undefined) {
    const { environment, fromRelease, toRelease, reason, state } = remediation;
    const goes = state === 'succeeded' || state === 'escalated' ? 'went' : 'goes';
    return clean(`${environment} ${goes} back from ${fromRelease} to ${toRelease}. ${reason}`);
  }
  return outcome === undefined ? 'Nothing is decided yet.' : clean(outcome.reason);
};

const nextOf = ({ record, remediation }: ProblemStory): string => {
  const unlock = remediation === undefined ? '' : `unbreakable unlock ${clean(remediation.pipeline)}`;
  switch (remediation?.state) {
    case 'succeeded':
      return `Mend the build, lift the lock with “${unlock}”, and release it.`;
    case 'escalated':
    case 'failed':
      return `Look at production now; nothing more happens by itself. An urgent fix: “${unlock}”, then release it.`;
    case 'withdrawn':
      return 'Somebody else has acted; ask them.';
    case 'starting':
    case 'running':
    case 'verifying':
      return '';
    case undefined:
      return record.outcome?.kind === 'refused' && record.resolvedAt === undefined
        ? 'Nothing was changed. A person decides what to do.'
        : '';
  }
};

const factsOf = ({ record, remediation }: ProblemStory): readonly Fact[] => {
  const { problem, problemId, resolvedAt } = record;
  const entities = problem.entities.slice(0, 5).map(({ name, id }) => cleanOr(name, id));
  const more = problem.entityCount > entities.length ? ` and ${problem.entityCount - entities.length} more` : '';
  return [
    { name: 'Problem', value: clean(problemId), code: true },
    ...(problem.displayId === undefined ? [] : [{ name: 'Known as', value: clean(problem.displayId) }]),
    { name: 'Severity', value: problem.severity },
    { name: 'Began', value: formatTime(problem.started) },
    { name: 'Over', value: resolvedAt === undefined ? 'not yet, as far as its reporter says' : formatTime(resolvedAt) },
    { name: 'About', value: `${entities.map((one) => clean(one)).join(', ')}${more}` },
    ...(remediation === undefined
      ? []
      : [
          { name: 'Bad deployment', value: clean(remediation.badDeploymentId), code: true },
          { name: 'Rollback', value: clean(remediation.deploymentId ?? 'none yet'), code: true },
          {
            name: 'Also answers',
            value:
              remediation.problemIds
                .filter((id) => id !== problemId)
                .map((id) => clean(id))
                .join(', ') || 'nothing else',
          },
        ]),
  ];
};

/** What is done comes before what is told of it in the same instant; what both records note is shown once. */
const momentsOf = ({ record, remediation }: ProblemStory): readonly Moment[] =>
  [...(remediation?.timeline ?? []), ...record.timeline]
    .toSorted((one, other) => one.at - other.at)
    .filter(({ at, what }, index, all) => all.findIndex((one) => one.at === at && one.what === what) === index)
    .map(({ at, what }) => ({ at, what: clean(what), detail: '', ahead: false }));

/** Shapes a problem for any format. */
export const problemView = ({ story, now }: ProblemInput): ProblemView => ({
  title: clean(story.record.problem.title),
  source: reporters[story.record.problem.source],
  badge: badgeOf(story),
  lead: leadOf(story.record.outcome, story.remediation),
  next: nextOf(story),
  facts: factsOf(story),
  suspects: (story.record.attributions ?? []).map(({ environment, pipeline, deploymentId, confidence, sentence }) => ({
    deployment: clean(`${deploymentId} in ${environment} of ${pipeline}`),
    confidence,
    sentence: clean(sentence),
  })),
  timeline: momentsOf(story),
  now,
});
