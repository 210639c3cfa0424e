/** Texts of others, made fit for records and pages. */

/** Longest text of a problem that is kept. */
export const longestText = 200;

/** One line without control characters, of at most so many characters. */
export const clean = (text: string, longest = longestText): string =>
  text
    .replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, longest);

/** An https address without credentials; `undefined` for anything else. */
export const httpsLink = (text: string | undefined): string | undefined => {
  if (text === undefined || text.length > 1_000 || !URL.canParse(text)) {
    return undefined;
  }
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' ? url.href : undefined;
};

/** Whether a text can be an id: letters, digits and `-_.:@#`, so that it means nothing to a path or a query. */
export const isId = (text: string): boolean => /^[-\w.:@#]{1,200}$/.test(text);

/** Epoch milliseconds out of a number, a numeric text or an ISO 8601 text (also with an offset such as `+0000`). */
export const instantOf = (value: unknown): number | undefined => {
  if (typeof value === 'number') {
    return Number.isFinite(value) && value > 0 ? value : undefined;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  const time = /^\d{9,16}$/.test(value) ? Number(value) : Date.parse(value.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isFinite(time) && time > 0 ? time : undefined;
};
