/** Timelines of records. Pure. */
import type { TimelineEntry } from '../remediation';
import { clean } from '../text';

const mostEntries = 60;

/** Adds a sentence to a timeline; the newest are kept. */
export const noted = (timeline: readonly TimelineEntry[], at: number, what: string): readonly TimelineEntry[] =>
  [...timeline, { at, what: clean(what, 300) }].slice(-mostEntries);
