import type { SignatureVerdict, VerdictName } from '../../lambda/judge/verdict';
import type { Comparison, Signature } from '../../lambda/monspec/monspec';
import { scaleKeyOf } from '../../lambda/monspec/describe';
import type { Selection } from '../../lambda/monspec/select';
import type { Evaluation } from '../evaluate/evaluation';

/** How one signature behaved over the replays. */
export interface SignatureFinding {
  readonly id: string;
  readonly label: string;
  readonly unit: string;
  /** Replays in which it failed, and in which it could not be judged. */
  readonly failed: number;
  readonly inconclusive: number;
  /** What the monspec allows today. */
  readonly allowed: { readonly kind: 'percent' | 'limit'; readonly value: number };
  /** The margin (percent) or limit (unit) with which no replay would have failed, and with which one in twenty would; null where nothing was measured. */
  readonly quiet: { readonly always: number; readonly mostly: number } | null;
}

/** What a backtest found. */
export interface Findings {
  readonly replays: number;
  /** Which deployments were replayed, and which were left out; one sentence each. */
  readonly notes: readonly string[];
  readonly verdicts: Readonly<Record<VerdictName, number>>;
  readonly signatures: readonly SignatureFinding[];
}

/** Share of the replays in which a margin that is mostly quiet is kept. */
const mostly = 0.95;

/** Size of the second significant digit. */
const digitOf = (value: number): number => 10 ** (Math.floor(Math.log10(Math.max(value, 1e-9))) - 1);

/** To two significant digits, never towards the measured values. */
const roundUp = (value: number): number => Math.ceil(value / digitOf(value) - 1e-9) * digitOf(value);
const roundDown = (value: number): number => Math.floor(value / digitOf(value) + 1e-9) * digitOf(value);

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? 0;

const quietOf = (worst: readonly number[], rounded: (value: number) => number): SignatureFinding['quiet'] => {
  if (worst.length === 0) return null;
  const sorted = worst.toSorted((a, b) => a - b);
  return { always: rounded(sorted.at(-1) ?? 0), mostly: rounded(quantile(sorted, mostly)) };
};

/** A limit must not be touched: the value has to stay below (above) it. */
const beyond = (value: number): number => value * 1.001 + 1e-9;

function boundsOf(
  signature: Signature,
  verdicts: readonly SignatureVerdict[],
  comparison: Comparison,
): Pick<SignatureFinding, 'allowed' | 'quiet'> {
  const { upperLimit, lowerLimit, direction, metric } = signature;
  const values = verdicts.flatMap(({ candidate }) => candidate ?? []);
  if (upperLimit !== undefined)
    return { allowed: { kind: 'limit', value: upperLimit }, quiet: quietOf(values, (value) => roundUp(beyond(value))) };
  if (lowerLimit !== undefined) {
    const lows = quietOf(
      values.map((value) => -value),
      (value) => roundDown(-value),
    );
    return { allowed: { kind: 'limit', value: lowerLimit }, quiet: lows };
  }
  const { default: otherwise, byMetric } = comparison.allowedPercent;
  const changes = verdicts
    .flatMap(({ changePercent }) => changePercent ?? [])
    .map((change) => Math.max(0, direction === 'upper' ? change : -change));
  return {
    allowed: { kind: 'percent', value: byMetric[scaleKeyOf(metric)] ?? otherwise },
    quiet: quietOf(changes, (value) => Math.ceil(value)),
  };
}

/** Sums up the replays of a comparison; the signatures that rejected most come first. */
export function findingsOf({ service, comparison }: Selection, evaluations: readonly Evaluation[], notes: readonly string[]): Findings {
  const count = (verdict: VerdictName): number => evaluations.filter((one) => one.verdict.verdict === verdict).length;
  const signatures = service.signatures.map((signature): SignatureFinding => {
    const verdicts = evaluations.flatMap(({ verdict }) => verdict.signatures.filter(({ id }) => id === signature.id));
    const named = verdicts[0];
    return {
      id: signature.id,
      label: named?.label ?? signature.id,
      unit: named?.unit ?? '',
      failed: verdicts.filter(({ verdict }) => verdict === 'fail').length,
      inconclusive: verdicts.filter(({ verdict }) => verdict === 'inconclusive').length,
      ...boundsOf(signature, verdicts, comparison),
    };
  });
  return {
    replays: evaluations.length,
    notes,
    verdicts: { pass: count('pass'), warning: count('warning'), fail: count('fail'), inconclusive: count('inconclusive') },
    signatures: signatures.toSorted((a, b) => b.failed - a.failed || b.inconclusive - a.inconclusive),
  };
}
