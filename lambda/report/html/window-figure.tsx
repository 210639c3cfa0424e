/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Evidence } from '../../gate/evidence';
import type { Band } from '../chart/bands';
import { describeWindows } from '../chart/describe';
import { type SizeName, sizes } from '../chart/frame';
import { windowChart, type WindowChart } from '../chart/window-chart';
import type { SignatureView } from '../view/signature-view';
import { Axes } from './axes';
import { Legend } from './legend';

interface WindowFigureProps {
  readonly signature: SignatureView;
  readonly spans: Evidence['windows'];
  /** Tells the figures of a page apart. */
  readonly place: number;
}

/** A graph of both windows of a signature, in a size for wide and one for narrow pages. */
export function WindowFigure({ signature, spans, place }: WindowFigureProps): JSX.Element {
  const charts = (['wide', 'narrow'] as const).map((size) => ({ size, chart: windowChart(signature, spans, sizes[size]) }));
  const chart = charts[0]?.chart;
  return (
    <figure>
      <Legend
        entries={[
          'candidate',
          'baseline',
          ...(chart?.limits.length ? (['limit'] as const) : []),
          ...(chart?.history ? (['history'] as const) : []),
          ...(chart?.estimate ? (['estimate'] as const) : []),
          ...(chart?.missing.length ? (['gap'] as const) : []),
        ]}
      />
      {charts.map(({ size, chart }) => (
        <Drawing key={size} id={`signature-${place}-${size}`} size={size} chart={chart} signature={signature} />
      ))}
    </figure>
  );
}

interface DrawingProps {
  readonly id: string;
  readonly size: SizeName;
  readonly chart: WindowChart;
  readonly signature: SignatureView;
}

function Drawing({ id, size, chart, signature }: DrawingProps): JSX.Element {
  const { frame } = chart;
  return (
    <svg class={`chart ${size}`} viewBox={`0 0 ${frame.width} ${frame.height}`} role="img" aria-labelledby={`${id}-title ${id}-desc`}>
      <title id={`${id}-title`}>{`${signature.label} in both windows${chart.yLabel === '' ? '' : `, in ${chart.yLabel}`}`}</title>
      <desc id={`${id}-desc`}>{describeWindows(signature)}</desc>
      <Grounds chart={chart} />
      <Axes frame={frame} xTicks={chart.xTicks} yTicks={chart.yTicks} xLabel={chart.xLabel} yLabel={chart.yLabel} />
      <Lines chart={chart} />
      {chart.note === '' ? null : (
        <text class="mid none" x={(frame.left + frame.width - frame.right) / 2} y={frame.top + 24}>
          {chart.note}
        </text>
      )}
    </svg>
  );
}

/** What lies behind the lines: the area beyond a limit, and spans without data. */
function Grounds({ chart: { frame, limits, missing, history } }: { readonly chart: WindowChart }): JSX.Element {
  const plot = { height: frame.height - frame.bottom - frame.top, width: frame.width - frame.left - frame.right };
  return (
    <g>
      {limits.map(({ beyond }) => (
        <rect key={beyond.y} class="beyond" x={frame.left} y={beyond.y} width={plot.width} height={beyond.height} />
      ))}
      {history === null ? null : <rect class="history" x={frame.left} y={history.y} width={plot.width} height={history.height} />}
      {missing.map(({ x, width }) => (
        <rect key={x} class="gap" x={x} y={frame.top} width={width} height={plot.height} />
      ))}
    </g>
  );
}

/** A vertical line with a stroke across either end. */
function whisker(x: number, { y, height }: Band): string {
  return `M${x} ${y}V${y + height}M${x - 4} ${y}H${x + 4}M${x - 4} ${y + height}H${x + 4}`;
}

function Lines({ chart: { frame, candidate, baseline, limits, estimate } }: { readonly chart: WindowChart }): JSX.Element {
  return (
    <g>
      <g class="baseline">
        <path d={baseline.path} />
        {baseline.dots.map(({ x, y }) => (
          <rect key={x} x={x - 2.5} y={y - 2.5} width="5" height="5" />
        ))}
      </g>
      {limits.map(({ y }) => (
        <line key={y} class="limit" x1={frame.left} x2={frame.width - frame.right} y1={y} y2={y} />
      ))}
      <g class="candidate">
        <path d={candidate.path} />
        {candidate.dots.map(({ x, y }) => (
          <circle key={x} cx={x} cy={y} r="3" />
        ))}
      </g>
      {estimate === null ? null : <path class="estimate" d={whisker(frame.width - frame.right - 6, estimate)} />}
      {limits.map(({ y, label }) => (
        <text key={y} class="limit end" x={frame.width - frame.right - 4} y={y < frame.top + 14 ? y + 14 : y - 5}>
          {label}
        </text>
      ))}
    </g>
  );
}
