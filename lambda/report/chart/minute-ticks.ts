const steps = [1, 2, 5, 10, 15, 30, 60, 120, 240, 360, 720, 1440];

/** Whole minutes from 0 on, at steps that people count in, about `wanted` of them. */
export function minuteTicks(minutes: number, wanted: number): readonly number[] {
  const step = steps.find((candidate) => minutes / candidate <= wanted) ?? Math.ceil(minutes / wanted);
  return Array.from({ length: Math.floor(minutes / step) + 1 }, (_, index) => index * step);
}
