/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { Badge } from '../../../lambda/report/html/badge';
import { document } from '../../../lambda/report/html/page';
import { SignatureCard } from '../../../lambda/report/html/signature-card';
import type { EvaluationView } from './view';

/** An evaluation as one HTML file that needs nothing else. */
export function pageHtml(view: EvaluationView): string {
  return document({
    title: `${view.title} · ${view.badge.word}`,
    foot: <p>Sources: {view.receipt}.</p>,
    children: <Content view={view} />,
  });
}

function Content({ view }: { readonly view: EvaluationView }): JSX.Element {
  return (
    <>
      <section class="hero">
        <h1>
          {view.title} <Badge badge={view.badge} big />
        </h1>
        <p class="lead">{view.closing}</p>
        {view.reasons.length < 2 ? null : (
          <ul class="reasons">
            {view.reasons.slice(1).map((reason) => (
              <li key={reason}>{reason}</li>
            ))}
          </ul>
        )}
      </section>
      <section>
        <h2>Signatures</h2>
        <div class="stack">
          {view.signatures.map((signature, place) => (
            <SignatureCard key={signature.id} signature={signature} spans={view.spans} place={place} />
          ))}
        </div>
      </section>
      <section>
        <h2>Windows</h2>
        <dl class="card facts">
          {view.windows.map(({ side, environment, span }) => (
            <div key={side}>
              <dt>{side}</dt>
              <dd>
                {environment}
                <span class="sub">{span}</span>
              </dd>
            </div>
          ))}
        </dl>
      </section>
    </>
  );
}
