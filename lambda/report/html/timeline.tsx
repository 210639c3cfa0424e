/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Moment } from '../view/timeline';
import { Instant } from './instant';

/** What happened, in order; what is still to come has an open mark. */
export function Timeline({ moments, now }: { readonly moments: readonly Moment[]; readonly now: number }): JSX.Element {
  return (
    <ol class="line">
      {moments.map(({ at, what, detail, ahead }) => (
        <li key={`${at} ${what}`} class={ahead ? 'ahead' : undefined}>
          <strong>{ahead ? `${what} (to come)` : what}</strong>
          {detail === '' ? null : <span class="detail">{detail}</span>}
          <Instant at={at} now={now} />
        </li>
      ))}
    </ol>
  );
}
