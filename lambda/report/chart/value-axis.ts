import { scaleLinear } from 'd3-scale';
import { formatNumber } from '../format/number';
import { type DisplayUnit, displayUnit } from '../format/unit';
import { type Frame, type Tick, round } from './frame';

/** The vertical axis: values in the measured unit to pixels, labels in the unit that suits them. */
export interface ValueAxis {
  readonly y: (value: number) => number;
  readonly ticks: readonly Tick[];
  readonly unit: DisplayUnit;
}

/**
 * An axis for these values. It includes zero, because a cut axis makes small changes look large, and leaves a tenth of
 * room above the largest value.
 */
export function valueAxis(values: readonly (number | null)[], unit: string, frame: Frame): ValueAxis {
  const numbers = values.filter((value) => value !== null);
  const display = displayUnit(unit, numbers);
  const lowest = Math.min(0, ...numbers);
  const highest = Math.max(0, ...numbers);
  const top = highest === lowest ? lowest + 1 / display.factor : highest + (highest - lowest) * 0.1;
  const scale = scaleLinear()
    .domain([lowest * display.factor, top * display.factor])
    .range([frame.height - frame.bottom, frame.top])
    .nice(frame.yTicks);
  const ticks = scale.ticks(frame.yTicks).map((value) => ({ at: round(scale(value)), label: formatNumber(value) }));
  return { y: (value) => round(scale(value * display.factor)), ticks, unit: display };
}
