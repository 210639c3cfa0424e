/** What a chart shows, in words: for those who do not see it. */
import { formatIn, type DisplayUnit } from '../format/unit';
import { count } from '../format/number';
import type { SignatureHistory } from '../view/builds-view';
import type { SideView, SignatureView } from '../view/signature-view';

/** `Candidate: 10 points, 291 ms to 342 ms, last 310 ms. Baseline: … Limit: at most 390 ms.` */
export function describeWindows({ sides, unit, limit }: SignatureView): string {
  if (sides === null) return 'Nothing was measured.';
  return `Candidate: ${describeSide(sides.candidate, unit)}. Baseline: ${describeSide(sides.baseline, unit)}. Limit: ${limit}.`;
}

function describeSide({ points, missing }: SideView, unit: DisplayUnit): string {
  const values = points?.values.filter((value) => value !== null) ?? [];
  if (points === null || values.length === 0) return missing === '' ? 'no data' : missing;
  const range = `${formatIn(Math.min(...values), unit)} to ${formatIn(Math.max(...values), unit)}`;
  const absent = points.values.length - values.length;
  return `${count(values.length, 'point')}, ${range}, last ${formatIn(values.at(-1), unit)}${absent === 0 ? '' : `, ${absent} without data`}`;
}

/** `4 builds, oldest first: Build 1 pass, Build 2 fail, …` */
export function describeBuilds({ builds }: SignatureHistory): string {
  return `${count(builds.length, 'build')}, oldest first: ${builds.map(({ name, verdict }) => `${name} ${verdict}`).join(', ')}.`;
}
