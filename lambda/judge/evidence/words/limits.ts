/** The sentences about absolute limits. */
import { withUnit } from './numbers';

export interface Limits {
  readonly upper?: number;
  readonly lower?: number;
}

/** Why a value keeps or breaks its limits. */
export const limitSentence = (name: string, value: number, { upper, lower }: Limits, unit: string | undefined): string => {
  const shown = withUnit(value, unit);
  if (upper !== undefined && value >= upper) {
    return `${name} ${shown} is not below its limit of ${withUnit(upper, unit)}.`;
  }
  if (lower !== undefined && value <= lower) {
    return `${name} ${shown} is not above its limit of ${withUnit(lower, unit)}.`;
  }
  const kept = [
    ...(upper === undefined ? [] : [`below ${withUnit(upper, unit)}`]),
    ...(lower === undefined ? [] : [`above ${withUnit(lower, unit)}`]),
  ];
  return `${name} ${shown} is ${kept.join(' and ')}, as it must be.`;
};
