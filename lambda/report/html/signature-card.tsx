/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Evidence } from '../../gate/evidence';
import type { SignatureView } from '../view/signature-view';
import { Badge } from './badge';
import { WindowFigure } from './window-figure';

interface SignatureCardProps {
  readonly signature: SignatureView;
  /** The windows of the evidence; without it there is no graph. */
  readonly spans: Evidence['windows'] | null;
  readonly place: number;
}

/** One signature: its numbers, its reason and the graph of both windows. */
export function SignatureCard({ signature, spans, place }: SignatureCardProps): JSX.Element {
  const drawn = spans !== null && hasPoints(signature);
  return (
    <article class={`card signature${drawn ? ' drawn' : ''}`}>
      <div>
        <div class="head">
          <h3>{signature.label}</h3>
          <Badge badge={signature.badge} />
        </div>
        <Figures signature={signature} />
        <p class="why">{signature.reason}</p>
        {drawn ? null : <p class="why">{noGraph(signature, spans)}</p>}
      </div>
      {drawn ? <WindowFigure signature={signature} spans={spans} place={place} /> : null}
    </article>
  );
}

function Figures({ signature }: { readonly signature: SignatureView }): JSX.Element {
  const { candidate, baseline, change, limit, interval, varied } = signature;
  const figures = [
    ['Candidate', candidate],
    ['Baseline', baseline],
    ['Change', change],
    ['Limit', limit],
    ...(interval === '' ? [] : [['Change may be', interval]]),
    ...(varied === '' ? [] : [['Varied before', varied]]),
  ];
  return (
    <dl class="figures">
      {figures.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function hasPoints({ sides }: SignatureView): boolean {
  return sides !== null && [sides.candidate, sides.baseline].some(({ points }) => points?.values.some((value) => value !== null));
}

function noGraph({ sides }: SignatureView, spans: Evidence['windows'] | null): string {
  if (spans === null) return 'No graph: the evidence of this look cannot be shown.';
  if (sides === null) return 'No graph: nothing was asked of the source for this signature.';
  const why = [sides.candidate.missing, sides.baseline.missing].find((reason) => reason !== '');
  return `No graph: ${why ?? 'there was no data in either window'}.`;
}
