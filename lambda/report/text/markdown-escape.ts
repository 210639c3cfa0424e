import { clean } from '../format/clean';

/**
 * Text from a record as inert Markdown: nothing in it becomes markup, HTML, a link or a mention. Works for CommonMark
 * and for what chats make of it.
 */
export function escapeMarkdown(text: string): string {
  return clean(text)
    .replace(/[\\`*_[\]|~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('@', '@\u200b')
    .replaceAll('://', ':\u200b//')
    .replace(/^(\d+)\.(?=\s)/, '$1\\.')
    .replace(/^[-=+#]/, '\\$&');
}

/** An identifier as inline code; back-ticks in it are replaced, because nothing escapes them there. */
export function code(text: string): string {
  const inert = clean(text).replaceAll('`', "'");
  return inert === '' ? '' : `\`${inert}\``;
}

/** An address in a link: encoded so that it cannot end the link. */
export function link(text: string, href: string): string {
  const inert = href.replace(/[\s<>()\\]/g, (character) => encodeURIComponent(character).replace('(', '%28').replace(')', '%29'));
  return `[${escapeMarkdown(text)}](${inert})`;
}

/** A table with a header; cells are Markdown already. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [row(header), row(header.map(() => '---')), ...rows.map(row)];
}
