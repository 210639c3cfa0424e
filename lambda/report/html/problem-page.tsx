/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { formatTime } from '../format/time';
import type { ReportLinks } from '../ports';
import type { ProblemView, Suspect } from '../problem/problem-view';
import { Badge } from './badge';
import { Facts } from './facts';
import { document } from './page';
import { Timeline } from './timeline';

/** The page of a problem. `problemId` is the id as the record has it, for links; `origin` where it was reported. */
export function problemPage(view: ProblemView, problemId: string, origin: string | undefined, links?: ReportLinks): string {
  const formats =
    links === undefined
      ? []
      : [
          { name: 'JSON', href: links({ page: 'problem', id: problemId }, 'json') },
          { name: 'Markdown', href: links({ page: 'problem', id: problemId }, 'markdown') },
        ];
  return document({
    title: `${view.badge.word} · ${view.title}`,
    formats,
    foot: (
      <p>Rendered {formatTime(view.now)} from the stored records. Anyone with this address can read the page until the address expires.</p>
    ),
    children: <Content view={view} origin={origin} />,
  });
}

/** Characters from which a title is a sentence, and set smaller. */
const longTitle = 60;

function Content({ view, origin }: { readonly view: ProblemView; readonly origin: string | undefined }): JSX.Element {
  return (
    <>
      <section class="hero">
        <p class="crumbs">Problem in production, reported by {view.source}</p>
        <h1 class={view.title.length > longTitle ? 'long' : ''}>
          {view.title} <Badge badge={view.badge} big />
        </h1>
        <p class="lead">{view.lead}</p>
        {view.next === '' ? null : <p class="reasons">{view.next}</p>}
        {origin === undefined ? null : (
          <p>
            <a href={origin}>Open it where it was reported</a>
          </p>
        )}
      </section>
      <Suspects suspects={view.suspects} />
      <section>
        <h2>What happened</h2>
        <div class="card">
          <Timeline moments={view.timeline} now={view.now} />
        </div>
      </section>
      <section>
        <h2>Facts</h2>
        <div class="card">
          <Facts facts={view.facts} columns={2} />
        </div>
      </section>
    </>
  );
}

function Suspects({ suspects }: { readonly suspects: readonly Suspect[] }): JSX.Element | null {
  if (suspects.length === 0) return null;
  return (
    <section>
      <h2>Which deployment</h2>
      <div class="card">
        <div class="scroll">
          <table class="cards">
            <caption>The likeliest first.</caption>
            <thead>
              <tr>
                <th scope="col">Deployment</th>
                <th scope="col">Confidence</th>
                <th scope="col">Why</th>
              </tr>
            </thead>
            <tbody>
              {suspects.map(({ deployment, confidence, sentence }) => (
                <tr key={deployment}>
                  <td>{deployment}</td>
                  <td class="confidence">{confidence}</td>
                  <td>{sentence}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </div>
    </section>
  );
}
