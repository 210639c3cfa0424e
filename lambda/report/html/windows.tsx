/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { WindowView } from '../view/window-view';

/** Both measured spans of time. */
export function Windows({ windows }: { readonly windows: readonly WindowView[] }): JSX.Element {
  return (
    <dl class="card facts">
      {windows.map(({ side, environment, span, relative }) => (
        <div key={side}>
          <dt>{side}</dt>
          <dd>
            {environment}
            <span class="sub">{span}</span>
            {relative === '' ? null : <span class="sub">{relative}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}
