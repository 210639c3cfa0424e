/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Fact } from '../view/facts';

/** Named facts, one per line; where there is room, in two columns. */
export function Facts({ facts, columns = 1 }: { readonly facts: readonly Fact[]; readonly columns?: 1 | 2 }): JSX.Element {
  return (
    <dl class={columns === 2 ? 'facts two' : 'facts'}>
      {facts.map(({ name, value, code = false }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{code ? <code>{value}</code> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
