import type { JSX } from 'preact';
import type { Fact } from '../view/facts';

/** Named facts, one per line. */
export function Facts({ facts }: { readonly facts: readonly Fact[] }): JSX.Element {
  return (
    <dl class="facts">
      {facts.map(({ name, value, code = false }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{code ? <code>{value}</code> : value}</dd>
        </div>
      ))}
    </dl>
  );
}
