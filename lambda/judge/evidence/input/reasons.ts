/** The sentences under a verdict of the evidence rule, the deciding ones first. */
import type { JudgeInput } from '../../input';
import type { VerdictName } from '../../verdict';
import type { Case } from '../case';
import { fewestPairs } from '../constants';
import type { Judged } from '../total';
import { short } from '../words/numbers';
import { span } from '../words/span';

const having = (judged: readonly Judged[], verdict: VerdictName): Judged[] =>
  judged
    .filter(({ metric, finding }) => metric.role !== 'info' && finding.verdict === verdict)
    .sort((a, b) => b.finding.excess - a.finding.excess);

const sentences = (judged: readonly Judged[]): string[] => judged.map(({ finding }) => finding.reason);

const headline = (verdict: VerdictName, judged: readonly Judged[]): string[] => {
  const deciding = judged.filter(({ metric, finding }) => metric.role !== 'info' && finding.verdict !== 'inconclusive').length;
  if (deciding === 0 && !judged.some(({ metric }) => metric.role !== 'info')) {
    return ['No signature could be judged, so nothing is proven.'];
  }
  if (verdict !== 'pass') {
    return [];
  }
  return [deciding === 1 ? 'The one judged signature keeps its bound.' : `All ${deciding} judged signatures keep their bounds.`];
};

const scored = (score: number | null, { score: asked }: Case['policy']): string[] =>
  asked === undefined || score === null
    ? []
    : [`Score ${short(score)} % (pass from ${short(asked.pass)} %, warning from ${short(asked.warning)} %).`];

const doubts = (judged: readonly Judged[]): string[] =>
  judged
    .filter(({ metric, finding }) => metric.role === 'watch' && finding.verdict === 'inconclusive')
    .map(({ finding }) => `Only watched: ${finding.reason}`);

const informing = (judged: readonly Judged[]): string[] => {
  const info = judged.filter(({ metric }) => metric.role === 'info');
  return info.length === 0 ? [] : [`Not judged (info): ${info.map(({ metric }) => metric.label ?? metric.id).join(', ')}.`];
};

const history = ({ history: known }: JudgeInput, judged: readonly Judged[]): string[] => {
  const relative = judged.some(({ metric }) => metric.allowedPercent !== undefined);
  if (known === undefined || !relative || known.pairs.length >= fewestPairs) {
    return known?.notes.slice() ?? [];
  }
  return [
    `Too little history: ${known.pairs.length} of the ${fewestPairs} earlier comparisons that show how much this one varies are known, so the usual variation is assumed.`,
    ...known.notes,
  ];
};

const noBaseline = ({ baselineExists, comparison }: JudgeInput): string[] =>
  baselineExists ? [] : [`No baseline: limits only, since ${comparison.compare} ran nothing to compare with.`];

/** A verdict that fell before the window was over. */
const early = ({ plan, windows }: JudgeInput, verdict: VerdictName): string[] => {
  const seen = (windows.candidate.end - windows.candidate.start) / 1000;
  return plan === undefined || plan.final || verdict !== 'fail'
    ? []
    : [`Proven after ${span(seen)} of a window of ${span(plan.windowSeconds)}, so nothing more had to be measured.`];
};

/** Everything that is said about a verdict. */
export const reasonsOf = (
  input: JudgeInput,
  verdict: VerdictName,
  score: number | null,
  policy: Case['policy'],
  judged: readonly Judged[],
): readonly string[] => [
  ...headline(verdict, judged),
  ...sentences(having(judged, verdict).filter(({ metric }) => verdict !== 'inconclusive' || metric.role === 'guard')),
  ...early(input, verdict),
  ...scored(score, policy),
  ...noBaseline(input),
  ...doubts(judged),
  ...informing(judged),
  ...history(input, judged),
];
