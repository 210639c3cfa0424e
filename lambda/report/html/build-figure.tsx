/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import { buildChart, type BuildChart } from '../chart/build-chart';
import { describeBuilds } from '../chart/describe';
import { type SizeName, sizes } from '../chart/frame';
import type { SignatureHistory } from '../view/builds-view';
import { Axes } from './axes';
import { Legend, type LegendEntry } from './legend';

/** A graph of one signature over builds, in a size for two columns and one for phones. */
export function BuildFigure({ history, id }: { readonly history: SignatureHistory; readonly id: string }): JSX.Element {
  const charts = (['half', 'narrow'] as const).map((size) => ({ size, chart: buildChart(history, sizes[size]) }));
  return (
    <figure class="card">
      <h3>{history.label}</h3>
      <Legend entries={legend(history)} />
      {charts.map(({ size, chart }) => (
        <Drawing key={size} id={`${id}-${size}`} size={size} chart={chart} history={history} />
      ))}
    </figure>
  );
}

function legend({ builds }: SignatureHistory): readonly LegendEntry[] {
  const has = (verdict: string): boolean => builds.some((build) => build.verdict === verdict);
  const limited = builds.some(({ upper, lower }) => upper !== null || lower !== null);
  return [
    'candidate',
    'baseline',
    ...(limited ? (['limit'] as const) : []),
    ...(has('fail') ? (['violated'] as const) : []),
    ...(has('warning') ? (['warned'] as const) : []),
    ...(has('inconclusive') ? (['open'] as const) : []),
  ];
}

interface DrawingProps {
  readonly id: string;
  readonly size: SizeName;
  readonly chart: BuildChart;
  readonly history: SignatureHistory;
}

function Drawing({ id, size, chart, history }: DrawingProps): JSX.Element {
  const { frame, xTicks, yTicks, yLabel, baselines, limits, path, candidates, unmeasured } = chart;
  return (
    <svg class={`chart ${size}`} viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{`${history.label} over builds${yLabel === '' ? '' : `, in ${yLabel}`}`}</title>
      <desc id={`${id}-desc`}>{describeBuilds(history)}</desc>
      <Axes frame={frame} xTicks={xTicks} yTicks={yTicks} xLabel="builds, newest at the right" yLabel={yLabel} />
      {limits.map(({ x1, x2, y }) => (
        <line key={`${x1} ${y}`} class="limit" x1={x1} x2={x2} y1={y} y2={y} />
      ))}
      <path class="candidate" d={path} />
      {baselines.map(({ x, y }) => (
        <rect key={x} class="baseline" x={x - 3} y={y - 3} width="6" height="6" />
      ))}
      {candidates.map((candidate) => (
        <Mark key={candidate.x} {...candidate} />
      ))}
      {unmeasured.map((x) => (
        <text key={x} class="mid none" x={x} y={frame.height - frame.bottom - 6}>
          ?
        </text>
      ))}
    </svg>
  );
}

/** Kept: disc. Violated: cross in a ring. Warned: triangle. Open: diamond. */
function Mark({ x, y, mark }: BuildChart['candidates'][number]): JSX.Element {
  switch (mark) {
    case 'kept':
      return <circle class="kept" cx={x} cy={y} r="4.5" />;
    case 'violated':
      return (
        <g>
          <circle class="ring" cx={x} cy={y} r="8" />
          <path class="violated" d={`M${x - 3.5} ${y - 3.5}l7 7m0 -7l-7 7`} />
        </g>
      );
    case 'warned':
      return <path class="warned" d={`M${x} ${y - 6.5}l6.5 11h-13z`} />;
    case 'open':
      return <path class="unclear" d={`M${x} ${y - 6}l6 6l-6 6l-6 -6z`} />;
  }
}
