/** @jsxRuntime automatic @jsxImportSource preact */
import { document } from './page';

/** A page that says one thing: an error, and what to do about it. */
export interface Message {
  readonly heading: string;
  readonly text: string;
  /** What the reader can do next. */
  readonly fix: string;
}

/** A message as a page. */
export function messagePage({ heading, text, fix }: Message): string {
  return document({
    title: heading,
    children: (
      <section class="hero">
        <h1>{heading}</h1>
        <p class="lead">{text}</p>
        <p class="reasons">{fix}</p>
      </section>
    ),
  });
}
