/** Opens the page of a problem by its signed address, as a person who got the message would. */
import type { OpenedPage } from '../lines';

/** How long the report may take, in milliseconds of the machine. */
const patience = 15_000;

/** Text of a page as a person reads it. */
const plain = (html: string): string =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ');

/** @param words what the page must say: the releases, for example */
export async function openProblemPage(link: string, words: readonly string[]): Promise<OpenedPage> {
  try {
    const response = await fetch(link, { signal: AbortSignal.timeout(patience) });
    const text = plain(await response.text());
    return { link, status: response.status, told: response.ok && words.every((word) => text.includes(word)) };
  } catch {
    return { link, status: 0, told: false };
  }
}
