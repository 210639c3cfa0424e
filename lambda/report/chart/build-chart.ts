import type { BuildPoint, SignatureHistory } from '../view/builds-view';
import { drawable, type Frame, type Tick, round } from './frame';
import { type Dot, drawLine } from './line';
import { valueAxis } from './value-axis';

/** One signature over builds, in pixels. */
export interface BuildChart {
  readonly frame: Frame;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly yLabel: string;
  /** Path through the candidates; broken where a build was not measured. */
  readonly path: string;
  readonly candidates: readonly (Dot & { readonly mark: 'kept' | 'violated' | 'warned' | 'open' })[];
  readonly baselines: readonly Dot[];
  /** Limits, each over the width of its build: they may differ from build to build. */
  readonly limits: readonly { readonly x1: number; readonly x2: number; readonly y: number }[];
  /** Builds for which nothing was measured, by their place on the axis. */
  readonly unmeasured: readonly number[];
}

const marks = { pass: 'kept', info: 'kept', fail: 'violated', warning: 'warned', inconclusive: 'open' } as const;

/** Builds across, oldest at the left; the value of each build's window up. */
export function buildChart({ builds: measured, unit }: SignatureHistory, frame: Frame): BuildChart {
  const builds = measured.map(drawableBuild);
  const axis = valueAxis(
    builds.flatMap(({ candidate, baseline, upper, lower }) => [candidate, baseline, upper, lower]),
    unit,
    frame,
  );
  const step = (frame.width - frame.left - frame.right) / Math.max(1, builds.length);
  const x = (index: number): number => round(frame.left + (index + 0.5) * step);
  const dots = (side: 'candidate' | 'baseline'): readonly (Dot | null)[] =>
    builds.map((build, index) => (build[side] === null ? null : { x: x(index), y: axis.y(build[side]) }));
  const candidates = dots('candidate');
  return {
    frame,
    xTicks: nameTicks(builds, x, step),
    yTicks: axis.ticks,
    yLabel: axis.unit.symbol,
    path: drawLine(candidates).path,
    candidates: builds.flatMap(({ verdict }, index) => {
      const dot = candidates[index] ?? null;
      return dot === null ? [] : [{ ...dot, mark: marks[verdict] }];
    }),
    baselines: dots('baseline').filter((dot) => dot !== null),
    limits: builds.flatMap(({ upper, lower }, index) =>
      [upper, lower]
        .filter((limit) => limit !== null)
        .map((limit) => ({ x1: round(x(index) - step / 2), x2: round(x(index) + step / 2), y: axis.y(limit) })),
    ),
    unmeasured: builds.flatMap(({ candidate }, index) => (candidate === null ? [x(index)] : [])),
  };
}

function drawableBuild(build: BuildPoint): BuildPoint {
  const { candidate, baseline, upper, lower } = build;
  return { ...build, candidate: drawable(candidate), baseline: drawable(baseline), upper: drawable(upper), lower: drawable(lower) };
}

/** Names under the axis, as many as there is room for; the newest always has its own. */
function nameTicks(builds: readonly BuildPoint[], x: (index: number) => number, step: number): readonly Tick[] {
  const longest = Math.max(1, ...builds.map(({ name }) => name.length));
  const every = Math.max(1, Math.ceil((longest * 6.4 + 8) / step));
  const last = builds.length - 1;
  return builds.flatMap(({ name }, index) => ((last - index) % every === 0 ? [{ at: x(index), label: name }] : []));
}
