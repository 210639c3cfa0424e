/** A value that is known for a window as a whole: a series of one period. */
import type { SeriesOutcome } from '../../judge/series';
import { unitOf } from '../../monspec/describe';
import type { SeriesRequest } from '../source';

/** A series with one point that covers the window of a request. */
export const oneValue = ({ signature, window }: SeriesRequest, value: number, provenance: string): SeriesOutcome => ({
  kind: 'series',
  series: { kind: 'level', periodSeconds: (window.end - window.start) / 1000, start: window.start, values: [value] },
  unit: unitOf(signature),
  provenance,
});
