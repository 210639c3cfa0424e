/** Values of a template's parameters. */
import type { Cloud } from '../cloud/cloud';
import type { AssemblyStack } from './assembly';
import { readParameter } from './dynamic-reference';
import type { TemplateParameter } from './template';
import { TemplateError } from './template-error';

/**
 * By name: the value given, or the default. Types `AWS::SSM::Parameter::Value<…>` read the parameter of that name.
 * Throws TemplateError for one without a value, or with a value that the template does not allow.
 */
export const parameterValues = async (
  cloud: Cloud,
  stack: AssemblyStack,
  given: Readonly<Record<string, string>>,
): Promise<ReadonlyMap<string, unknown>> => {
  const values = Object.entries(stack.template.Parameters).map(async ([name, parameter]) => {
    const text = given[name] ?? parameter.Default;
    if (text === undefined) {
      throw new TemplateError(
        'MissingParameter',
        `Parameter ${name} of stack ${stack.name} has no value and no default.`,
        'Give it a default.',
      );
    }
    return [name, await valueOf(cloud, `Parameter ${name} of stack ${stack.name}`, parameter, String(text))] as const;
  });
  return new Map(await Promise.all(values));
};

const valueOf = async (cloud: Cloud, where: string, parameter: TemplateParameter, text: string): Promise<unknown> => {
  const { Type, AllowedValues } = parameter;
  if (AllowedValues && !AllowedValues.map(String).includes(text)) {
    throw new TemplateError('MissingParameter', `${where} may not be ${text}.`, `Use one of ${AllowedValues.map(String).join(', ')}.`);
  }
  const value = Type.startsWith('AWS::SSM::Parameter::Value<') ? await readParameter(cloud, text) : text;
  return Type.includes('List') ? value.split(',').map((item) => item.trim()) : value;
};
