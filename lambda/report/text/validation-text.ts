import { formatTime } from '../format/time';
import type { Badge } from '../view/badge';
import type { SignatureView } from '../view/signature-view';
import type { ValidationView } from '../view/validation-view';
import { sparkline } from './sparkline';

/** Colours a piece of text for a terminal. The default leaves it as it is. */
export type Paint = (text: string, tone: Badge['tone'] | 'soft' | 'strong') => string;

/** One validation as text for a terminal, about 100 columns wide; every value is free of control characters. */
export function validationText(view: ValidationView, paint: Paint = (text) => text): string {
  const lines = [
    `${mark(view.badge, paint)}  ${paint(`${view.release} in ${view.stage}`, 'strong')}`,
    view.sentence,
    ...view.signatures.flatMap((signature) => ['', ...signatureText(signature, paint)]),
    ...remediation(view, paint),
    '',
    paint('What this gate could not have seen', 'strong'),
    ...view.notSeen.map((sentence) => `  - ${sentence}`),
    '',
    ...view.timeline.map(({ at, what, detail, ahead }) =>
      paint(`  ${formatTime(at)}  ${what}${ahead ? ' (to come)' : ''}${detail === '' ? '' : `: ${detail}`}`, 'soft'),
    ),
  ];
  return `${lines.join('\n')}\n`;
}

function mark({ sign, word, tone }: Badge, paint: Paint): string {
  return paint(`${sign} ${word}`, tone);
}

/** Name, numbers, reason and both series of a signature. */
function signatureText(
  { badge, label, candidate, baseline, change, limit, reason, sides, bounds }: SignatureView,
  paint: Paint,
): readonly string[] {
  const series = [sides?.candidate.points?.values ?? [], sides?.baseline.points?.values ?? []] as const;
  const highest = Math.max(0, bounds.upper ?? 0, ...series.flat().map((value) => value ?? 0));
  const row = (name: string, values: readonly (number | null)[], value: string): string =>
    `    ${name.padEnd(10)} ${values.length === 0 ? '' : `${sparkline(values, highest)}  `}${value}`;
  return [
    `  ${mark(badge, paint)}  ${paint(label, 'strong')}`,
    `    ${reason}`,
    row('candidate', series[0], candidate),
    row('baseline', series[1], baseline),
    `    ${'limit'.padEnd(10)} ${limit}; change ${change}`,
  ];
}

function remediation({ remediation: plan }: ValidationView, paint: Paint): readonly string[] {
  if (plan === null) return [];
  return ['', `${mark(plan.badge, paint)}: ${plan.reason}`, ...plan.facts.map(({ name, value }) => `  ${name}: ${value}`)];
}
