/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Badge as BadgeView } from '../view/badge';

/** A sign per tone, so that a badge can be told by its shape. */
function Sign({ tone }: { readonly tone: BadgeView['tone'] }): JSX.Element {
  switch (tone) {
    case 'good':
      return <path d="M4 10.5 8.2 14.5 16 6" />;
    case 'bad':
      return <path d="M5.5 5.5 14.5 14.5M14.5 5.5 5.5 14.5" />;
    case 'warn':
      return <path d="M10 4.5V11.5M10 15.4V15.5" />;
    case 'open':
      return <path d="M7 5V15M13 5V15" />;
    case 'quiet':
      return <path d="M4.5 10H4.6M10 10H10.1M15.5 10H15.6" />;
  }
}

/** An outcome: sign, word and colour. */
export function Badge({ badge, big = false }: { readonly badge: BadgeView; readonly big?: boolean }): JSX.Element {
  return (
    <span class={`badge ${badge.tone}${big ? ' big' : ''}`}>
      <svg viewBox="0 0 20 20" aria-hidden="true">
        <Sign tone={badge.tone} />
      </svg>
      {badge.word}
    </span>
  );
}
