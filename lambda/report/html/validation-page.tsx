/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { withoutStop } from '../format/clean';
import { formatTime } from '../format/time';
import type { ReportLinks } from '../ports';
import type { ValidationView } from '../view/validation-view';
import { Badge } from './badge';
import { Facts } from './facts';
import { document } from './page';
import { SignatureCard } from './signature-card';
import { Timeline } from './timeline';
import { Windows } from './windows';

/** The page of one validation. `validationId` is the id as the record has it, for links. */
export function validationPage(
  view: ValidationView,
  target: { readonly validationId: string; readonly pipeline: string },
  links?: ReportLinks,
): string {
  const formats =
    links === undefined
      ? []
      : [
          { name: 'JSON', href: links({ page: 'validation', id: target.validationId }, 'json') },
          { name: 'Markdown', href: links({ page: 'validation', id: target.validationId }, 'markdown') },
        ];
  return document({
    title: `${view.release} · ${view.stage} · ${view.badge.word}`,
    formats,
    foot: (
      <p>
        Rendered {formatTime(view.now)} from the stored record and its evidence. Anyone with this address can read the page until the
        address expires.
      </p>
    ),
    children: <Content view={view} pipelineHref={links?.({ page: 'pipeline', id: target.pipeline })} />,
  });
}

function Content({ view, pipelineHref }: { readonly view: ValidationView; readonly pipelineHref: string | undefined }): JSX.Element {
  return (
    <>
      <Hero view={view} pipelineHref={pipelineHref} />
      {view.remediation === null ? null : <Remediation remediation={view.remediation} />}
      <Signatures view={view} />
      <NotSeen sentences={view.notSeen} />
      <div class="pair">
        <section>
          <h2>Timeline</h2>
          <Timeline moments={view.timeline} now={view.now} />
        </section>
        <div class="column">
          <section>
            <h2>Windows</h2>
            <Windows windows={view.windows} />
          </section>
          <section>
            <h2>Record</h2>
            <div class="card">
              <Facts facts={view.facts} />
            </div>
          </section>
        </div>
      </div>
      <section>
        <h2>Evidence</h2>
        <div class="card">
          <Facts facts={view.evidence} />
        </div>
      </section>
    </>
  );
}

function Hero({ view, pipelineHref }: { readonly view: ValidationView; readonly pipelineHref: string | undefined }): JSX.Element {
  const told = view.sentence.toLowerCase();
  const others = view.reasons.filter((reason) => !told.includes(withoutStop(reason).toLowerCase()));
  return (
    <section class="hero">
      <p class="crumbs">
        {pipelineHref === undefined ? view.pipeline : <a href={pipelineHref}>{view.pipeline}</a>} / {view.stage}
      </p>
      <h1>
        {view.release} <Badge badge={view.badge} big />
      </h1>
      <p class="lead">{view.sentence}</p>
      {others.length === 0 ? null : (
        <ul class="reasons">
          {others.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Signatures({ view }: { readonly view: ValidationView }): JSX.Element {
  const { signatures, spans } = view;
  return (
    <section>
      <h2>Signatures</h2>
      {signatures.length === 0 ? <p class="card note">No signature has been judged.</p> : null}
      <div class="stack">
        {signatures.map((signature, place) => (
          <SignatureCard key={signature.id} signature={signature} spans={spans} place={place} />
        ))}
      </div>
    </section>
  );
}

function Remediation({ remediation }: { readonly remediation: NonNullable<ValidationView['remediation']> }): JSX.Element {
  return (
    <section>
      <h2>Remediation</h2>
      <div class="card stack">
        <div>
          <Badge badge={remediation.badge} />
        </div>
        <p>{remediation.reason}</p>
        <Facts facts={remediation.facts} columns={2} />
      </div>
    </section>
  );
}

function NotSeen({ sentences }: { readonly sentences: readonly string[] }): JSX.Element {
  return (
    <section>
      <h2>What this gate could not have seen</h2>
      <ul class="card spots">
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </section>
  );
}
