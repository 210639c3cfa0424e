/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { formatTime } from '../format/time';
import type { ReportLinks } from '../ports';
import type { BuildRow, StageHistory } from '../view/builds-view';
import { type PipelineView, shownBuilds } from '../view/pipeline-view';
import { Badge } from './badge';
import { BuildFigure } from './build-figure';
import { Instant } from './instant';
import { document } from './page';

/** The page of a pipeline: its builds over time. `pipeline` is the name as the record has it, for links. */
export function pipelinePage(view: PipelineView, pipeline: string, links?: ReportLinks): string {
  const formats =
    links === undefined
      ? []
      : [
          { name: 'JSON', href: links({ page: 'pipeline', id: pipeline }, 'json') },
          { name: 'Markdown', href: links({ page: 'pipeline', id: pipeline }, 'markdown') },
        ];
  return document({
    title: `${view.pipeline} · builds over time`,
    formats,
    foot: (
      <p>
        Rendered {formatTime(view.now)} from the stored records. Anyone with this address can read the page and those it links to until the
        address expires.
      </p>
    ),
    children: <Content view={view} links={links} />,
  });
}

function Content({ view, links }: { readonly view: PipelineView; readonly links: ReportLinks | undefined }): JSX.Element {
  return (
    <>
      <section class="hero">
        <p class="crumbs">Pipeline</p>
        <h1>{view.pipeline}</h1>
        <p class="lead">{view.summary}</p>
      </section>
      {view.rows.length === 0 ? <Empty /> : <Builds view={view} links={links} />}
      {view.stages.map((stage, place) => (
        <Stage key={stage.stage} stage={stage} place={place} />
      ))}
    </>
  );
}

function Empty(): JSX.Element {
  return (
    <section class="card empty">
      <h2>Nothing to show yet</h2>
      <p>A row appears here as soon as a build is deployed to a stage and its gate registers the validation.</p>
      <p>
        Release a build with <code>unbreakable release FILE</code>. If one has run already, check the pipeline's name in this address.
      </p>
    </section>
  );
}

function Builds({ view, links }: { readonly view: PipelineView; readonly links: ReportLinks | undefined }): JSX.Element {
  return (
    <section>
      <h2>Builds</h2>
      <div class="card">
        <div class="scroll">
          <table class="cards">
            <caption>{view.older ? `Newest first; the ${shownBuilds} newest of more.` : 'Newest first.'}</caption>
            <thead>
              <tr>
                <th scope="col">Release</th>
                <th scope="col">Decision</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {view.rows.map((row) => (
                <Row key={row.validationId} row={row} now={view.now} links={links} />
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}

function Row({ row, now, links }: { readonly row: BuildRow; readonly now: number; readonly links: ReportLinks | undefined }): JSX.Element {
  const href = links?.({ page: 'validation', id: row.validationId });
  return (
    <tr>
      <td>
        <span class="release">{href === undefined ? row.release : <a href={href}>{row.release}</a>}</span>
        <span class="sub">{row.stage}</span>
      </td>
      <td>
        <Badge badge={row.badge} />
        {row.remediation === null ? null : (
          <>
            {' '}
            <Badge badge={row.remediation} />
          </>
        )}
        <span class="sub">{`by ${row.decidedBy}; verdict ${row.verdict?.word.toLowerCase() ?? 'none'}`}</span>
      </td>
      <td>
        {row.why}
        <span class="sub">
          <Instant at={row.at} now={now} />
        </span>
      </td>
    </tr>
  );
}

function Stage({ stage, place }: { readonly stage: StageHistory; readonly place: number }): JSX.Element | null {
  if (stage.signatures.length === 0) return null;
  return (
    <section>
      <h2>{stage.stage} over builds</h2>
      <div class="multiples">
        {stage.signatures.map((history, index) => (
          <BuildFigure key={history.id} history={history} id={`stage-${place}-${index}`} />
        ))}
      </div>
    </section>
  );
}
