import { healingVariables, unused } from '../contract/healing-environment';
import { readVariables } from './environment';

type VariableName = keyof typeof healingVariables;

/** Reads the named variables of a function of healing; throws `BadEnvironment` with every one that is missing or empty. */
export const readHealingEnvironment = <Name extends VariableName>(
  names: readonly Name[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Name, string>> => readVariables<VariableName>(healingVariables, names, source);

/** The value of an optional variable; `undefined` where it is not used. */
export const optional = (value: string): string | undefined => (value === unused ? undefined : value);
