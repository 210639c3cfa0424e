/** Fills in what an environment is called and where it is: `{{environment}}` and `{{Dimension}}`. */
import type { Statistic } from './query';

const placeholder = /\{\{\s*([^{}]+?)\s*\}\}/g;

/** Values for placeholders, by name. */
export type Values = Readonly<Record<string, string>>;

/** What keeps a text from being filled in: an unknown name, or a value that would end a quoted text. */
export const obstacle = (text: string, values: Values): string | undefined => {
  for (const [whole, name = ''] of text.matchAll(placeholder)) {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined) {
      return `${whole} is unknown; known are ${Object.keys(values)
        .map((one) => `{{${one}}}`)
        .join(', ')}`;
    }
    if (/['"\\\n]/.test(value)) {
      return `the value of ${whole} holds a quote, which does not fit into a query`;
    }
  }
  return undefined;
};

/** A text with its placeholders filled in; an unknown one stays (see obstacle). */
export const fill = (text: string, values: Values): string =>
  text.replaceAll(placeholder, (whole, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? whole) : whole));

/** The values of a record, filled in. */
export const fillRecord = (record: Values, values: Values): Statistic['dimensions'] =>
  Object.fromEntries(Object.entries(record).map(([name, text]) => [name, fill(text, values)]));
