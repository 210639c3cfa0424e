/** What people and systems can read about a gate, wherever they look. */
import type { Validation } from '../../../../lambda/gate/validation';
import { signedLink } from '../../../../cli/pipeline/report-link';
import type { Theatre } from './theatre';

/** The report of a validation, as the browser and as a script get it. */
export const reportOf = async (
  theatre: Theatre,
  { validationId }: Validation,
): Promise<{ readonly html: string; readonly json: string }> => {
  const { clients, gate, clock } = theatre.stage;
  const link = await signedLink(clients, gate, { page: 'validation', id: validationId }, clock.now());
  const [html, json] = await Promise.all(
    [link, `${link}&format=json`].map(async (url) => {
      const response = await fetch(url);
      if (response.status !== 200) throw new Error(`The report answers ${response.status}: ${await response.text()}`);
      return response.text();
    }),
  );
  return { html: html ?? '', json: json ?? '' };
};

/** Text of the page as a person reads it, in lower case: the report may begin a reason with a small letter. */
const plain = (html: string): string =>
  html
    .replaceAll(/<style[\s\S]*?<\/style>/g, '')
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll('&amp;', '&')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();

/** The report's page must say the decision's first reason, and its JSON the decision. */
export const expectTold = async (theatre: Theatre, validation: Validation): Promise<void> => {
  const { html, json } = await reportOf(theatre, validation);
  const reason = validation.decision?.reasons[0] ?? validation.abandonment?.reason ?? '';
  expect(reason).not.toBe('');
  // Without its full stop, after which the page may go on; shortened, so that a failure stays readable.
  const words = reason.replaceAll(/\s+/g, ' ').replace(/\.$/, '').toLowerCase();
  expect({ words, found: plain(html).includes(words) }).toEqual({ words, found: true });
  if (validation.decision !== undefined) expect(json).toContain(validation.decision.decision);
};
