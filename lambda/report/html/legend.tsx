/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';

const entries = {
  candidate: {
    word: 'candidate',
    mark: (
      <g class="candidate">
        <path d="M1 6H27" />
        <circle cx="14" cy="6" r="3" />
      </g>
    ),
  },
  baseline: {
    word: 'baseline',
    mark: (
      <g class="baseline">
        <path d="M1 6H27" />
        <rect x="11.5" y="3.5" width="5" height="5" />
      </g>
    ),
  },
  limit: { word: 'limit', mark: <line class="limit" x1="1" x2="27" y1="6" y2="6" /> },
  history: { word: 'how it varied before', mark: <rect class="history" x="1" y="1" width="26" height="10" /> },
  estimate: { word: 'where the change may lie', mark: <path class="estimate" d="M14 1V11M10 1H18M10 11H18" /> },
  gap: { word: 'no data for the candidate', mark: <rect class="gap" x="4" y="1" width="20" height="10" /> },
  violated: { word: 'limit violated', mark: <path class="violated" d="M10 2 18 10M18 2 10 10" /> },
  warned: { word: 'warning', mark: <path class="warned" d="M14 1 19 11H9Z" /> },
  open: { word: 'inconclusive', mark: <path class="unclear" d="M14 1 19 6 14 11 9 6Z" /> },
} as const;

/** What a chart draws. */
export type LegendEntry = keyof typeof entries;

/** The words for the lines and marks of a chart. */
export function Legend({ entries: shown }: { readonly entries: readonly LegendEntry[] }): JSX.Element {
  return (
    <figcaption class="legend">
      {shown.map((name) => (
        <span key={name}>
          <svg viewBox="0 0 28 12" aria-hidden="true">
            {entries[name].mark}
          </svg>
          {entries[name].word}
        </span>
      ))}
    </figcaption>
  );
}
