/** @jsxRuntime automatic @jsxImportSource preact */
import type { ComponentChildren, JSX } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { style } from './style';

/** The frame of every page. */
export interface PageProps {
  readonly title: string;
  /** Links to the same page in other formats; none on error pages. */
  readonly formats?: readonly { readonly name: string; readonly href: string }[];
  /** The line at the end of the page. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A whole HTML document as text. It needs no script, no image and no other request. */
export function document(props: PageProps): string {
  return `<!doctype html>${renderToString(<Page {...props} />)}`;
}

function Page({ title, formats = [], foot, children }: PageProps): JSX.Element {
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <title>{title}</title>
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <style dangerouslySetInnerHTML={{ __html: style }} />
      </head>
      <body>
        <header class="top">
          <div>
            <Brand />
            <Formats formats={formats} />
          </div>
        </header>
        <main>{children}</main>
        {foot === undefined ? null : <footer>{foot}</footer>}
      </body>
    </html>
  );
}

function Brand(): JSX.Element {
  return (
    <span class="brand">
      <svg viewBox="0 0 24 24" aria-hidden="true">
        <path d="M12 2.5 20 5.5V11.5C20 16.5 16.6 20 12 21.5 7.4 20 4 16.5 4 11.5V5.5Z" />
        <path d="M8.2 12 11 14.8 16 9.4" />
      </svg>
      Unbreakable pipeline
    </span>
  );
}

function Formats({ formats }: { readonly formats: NonNullable<PageProps['formats']> }): JSX.Element | null {
  if (formats.length === 0) return null;
  return (
    <nav class="formats" aria-label="Other formats">
      {formats.map(({ name, href }) => (
        <a key={name} href={href}>
          {name}
        </a>
      ))}
    </nav>
  );
}
