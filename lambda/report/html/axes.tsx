/** @jsxRuntime automatic @jsxImportSource preact */
import type { JSX } from 'preact';
import type { Frame, Tick } from '../chart/frame';

/** What both axes of a chart show. */
export interface AxesProps {
  readonly frame: Frame;
  readonly xTicks: readonly Tick[];
  readonly yTicks: readonly Tick[];
  readonly xLabel: string;
  readonly yLabel: string;
}

/** Grid, ticks and the names of both axes with their units. */
export function Axes({ frame, xTicks, yTicks, xLabel, yLabel }: AxesProps): JSX.Element {
  const { width, height, left, right, bottom } = frame;
  const floor = height - bottom;
  return (
    <g>
      {yTicks.map(({ at, label }) => (
        <g key={at}>
          <line class="grid" x1={left} x2={width - right} y1={at} y2={at} />
          <text class="end" x={left - 7} y={at + 4}>
            {label}
          </text>
        </g>
      ))}
      <line class="axis" x1={left} x2={width - right} y1={floor} y2={floor} />
      {xTicks.map(({ at, label }) => (
        <g key={at}>
          <line class="axis" x1={at} x2={at} y1={floor} y2={floor + 4} />
          <text class="mid" x={at} y={floor + 17}>
            {label}
          </text>
        </g>
      ))}
      <text class="mid" x={(left + width - right) / 2} y={height - 5}>
        {xLabel}
      </text>
      <text x={4} y={10}>
        {yLabel}
      </text>
    </g>
  );
}
