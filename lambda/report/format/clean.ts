/**
 * Control characters, and characters that turn the direction of text or hide in it: they could forge a line of a
 * terminal or make a name read as another one.
 */
// oxlint-disable-next-line no-control-regex
const deceptive = /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+/g;

/** Longest text that a record may put on a page; beyond it only the beginning is shown. */
const longest = 600;

/**
 * Text from a record, fit to be shown anywhere: on one line, without control or direction characters, well-formed, and
 * at most 600 characters long. It is not escaped: that is the business of the format that shows it.
 */
export function clean(text: string): string {
  const flat = Buffer.from(text.replace(deceptive, ' ')).toString().trim();
  return flat.length > longest ? `${Buffer.from(flat.slice(0, longest - 1)).toString()}…` : flat;
}

/** Like `clean`, with a word for what is empty. */
export function cleanOr(text: string, whenEmpty: string): string {
  const flat = clean(text);
  return flat === '' ? whenEmpty : flat;
}

/** A sentence without its last full stop, to be continued. */
export function withoutStop(sentence: string): string {
  return clean(sentence).replace(/[.\s]+$/, '');
}

/** A text for a narrow place: at most `length` characters. */
export function shorten(text: string, length: number): string {
  const flat = clean(text);
  return flat.length > length ? `${Buffer.from(flat.slice(0, length - 1)).toString()}…` : flat;
}
