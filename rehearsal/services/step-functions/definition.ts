import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';

/** One state of a definition, as far as this service looks into it. The library checks the rest. */
export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly [field: string]: unknown;
}

/** A definition in Amazon States Language (JSONPath). */
export interface Definition {
  readonly StartAt: string;
  readonly States: Readonly<Record<string, State>>;
  readonly TimeoutSeconds?: number;
}

/** A state with its name. */
export interface NamedState {
  readonly name: string;
  readonly state: State;
}

const shape = v.looseObject({
  StartAt: v.string(),
  States: v.record(v.string(), v.looseObject({ Type: v.string(), Resource: v.optional(v.string()) })),
  TimeoutSeconds: v.optional(v.number()),
});

const invalid = (message: string) => new AwsError('InvalidDefinition', `Invalid State Machine Definition: ${message}`);

/** Fields of JSONata and of variables: the engine would ignore them silently, so they are refused. */
const refusedFields = ['QueryLanguage', 'Arguments', 'Output', 'Assign', 'ItemReader', 'ResultWriter', 'Credentials', 'HeartbeatSeconds'];

/** Parses a definition. Throws InvalidDefinition, naming the state and what to write instead. */
export const parseDefinition = (json: string): Definition => {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), shape), json);
  if (!parsed.success) throw invalid(parsed.issues.map((issue) => `${v.getDotPath(issue) ?? '$'}: ${issue.message}`).join('; '));
  const definition = parsed.output as Definition;
  if (definition.States[definition.StartAt] === undefined) throw invalid(`StartAt names no state: ${definition.StartAt}`);
  refuseFields('the state machine', parsed.output);
  const states = allStates(definition);
  for (const { name, state } of states) refuseFields(`state ${name}`, state);
  refuseTwins(states);
  return definition;
};

/** All states, those in Map and Parallel included. */
export const allStates = (definition: Pick<Definition, 'States'>): readonly NamedState[] =>
  Object.entries(definition.States).flatMap(([name, state]) => [{ name, state }, ...nested(state).flatMap(allStates)]);

const nested = (state: State): readonly Definition[] => {
  const branches = Array.isArray(state['Branches']) ? (state['Branches'] as Definition[]) : [];
  const inner = (state['ItemProcessor'] ?? state['Iterator']) as Definition | undefined;
  return inner === undefined ? branches : [...branches, inner];
};

const refuseFields = (where: string, value: Readonly<Record<string, unknown>>): void => {
  const found = refusedFields.find((field) => field in value && !(field === 'QueryLanguage' && value[field] === 'JSONPath'));
  if (found !== undefined) throw invalid(`${where} uses ${found}; the rehearsal runs JSONPath definitions without it`);
};

/** The library knows task handlers by name only. */
const refuseTwins = (states: readonly NamedState[]): void => {
  const names = states.map(({ name }) => name);
  const twin = names.find((name, index) => names.indexOf(name) !== index);
  if (twin !== undefined) throw invalid(`two states are named ${twin}; the rehearsal needs different names`);
};
