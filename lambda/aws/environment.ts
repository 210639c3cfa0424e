/**
 * The environment variables of a function, read once when its container starts.
 * A missing one is an error of the deployment, named with all others that are missing.
 */
import * as v from 'valibot';
import { gateVariables } from '../contract/environment';
import { GateError } from '../gate/gate-error';

type VariableName = keyof typeof gateVariables;

const filled = v.pipe(v.string(), v.trim(), v.minLength(1));

/** Reads the variables of a list of our names; throws `BadEnvironment` with every name that is missing or empty. */
export const readVariables = <Name extends string>(
  variables: Readonly<Record<Name, string>>,
  names: readonly Name[],
  source: Readonly<Record<string, string | undefined>>,
): Readonly<Record<Name, string>> => {
  const read = names.map((name) => [name, v.safeParse(filled, source[variables[name]])] as const);
  const missing = read.filter(([, result]) => !result.success).map(([name]) => variables[name]);
  if (missing.length > 0) {
    throw new GateError(
      'BadEnvironment',
      `Environment variables that are missing or empty: ${missing.join(', ')}.`,
      'Deploy the function by the stack of the gate, which sets them.',
    );
  }
  return Object.fromEntries(read.map(([name, result]) => [name, result.output])) as Readonly<Record<Name, string>>;
};

/** Reads the named variables of the gate; throws `BadEnvironment`. */
export const readEnvironment = <Name extends VariableName>(
  names: readonly Name[],
  source: Readonly<Record<string, string | undefined>> = process.env,
): Readonly<Record<Name, string>> => readVariables<VariableName>(gateVariables, names, source);
