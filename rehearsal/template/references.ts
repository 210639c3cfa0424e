/** Which other elements of a template a value refers to. */
import { isRecord } from './is-record';
import { substitutions } from './substitution';

/** Logical names in Ref, Fn::GetAtt and Fn::Sub anywhere below a value; parameters and pseudo parameters included. */
export const references = (value: unknown): readonly string[] => {
  if (Array.isArray(value)) return value.flatMap(references);
  if (!isRecord(value)) return [];
  return Object.entries(value).flatMap(([key, argument]) => own(key, argument) ?? references(argument));
};

const own = (key: string, argument: unknown): readonly string[] | undefined => {
  if (key === 'Ref' && typeof argument === 'string') return [argument];
  if (key === 'Fn::GetAtt') return [String(Array.isArray(argument) ? argument[0] : String(argument).split('.')[0])];
  if (key !== 'Fn::Sub') return undefined;
  const [text, variables] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument];
  const named = substitutions(String(text)).map((name) => name.split('.')[0] ?? name);
  return [...named.filter((name) => !isRecord(variables) || !(name in variables)), ...references(variables)];
};
