/** Resolves the intrinsic functions of CloudFormation. */
import { isRecord } from './is-record';
import type { Scope } from './scope';
import { substitute } from './substitution';
import { TemplateError } from './template-error';

/** What `Ref: AWS::NoValue` gives: the member or item that holds it goes away. */
export const noValue: unique symbol = Symbol('AWS::NoValue');

type Intrinsic = (argument: unknown, scope: Scope) => unknown;

/** A value with every intrinsic function replaced by what it gives. Throws TemplateError. */
export const resolveValue = (value: unknown, scope: Scope): unknown => {
  if (Array.isArray(value)) return value.map((item) => resolveValue(item, scope)).filter((item) => item !== noValue);
  if (!isRecord(value)) return value;
  const [[key, argument] = ['', undefined], ...others] = Object.entries(value);
  const intrinsic = others.length === 0 ? intrinsics[key] : undefined;
  if (intrinsic) return intrinsic(argument, scope);
  if (key.startsWith('Fn::')) {
    throw new TemplateError('UnsupportedFunction', `${scope.where} uses ${key}.`, 'Use a function that the rehearsal resolves.');
  }
  const members = Object.entries(value).map(([name, member]) => [name, resolveValue(member, scope)] as const);
  return Object.fromEntries(members.filter(([, member]) => member !== noValue));
};

const ref: Intrinsic = (argument, scope) => {
  const name = String(argument);
  if (name === 'AWS::NoValue') return noValue;
  return scope.parameter(name) ?? scope.resource(name).ref;
};

const getAtt: Intrinsic = (argument, scope) => {
  const [name = '', ...path] = Array.isArray(argument) ? argument.map(String) : String(argument).split('.');
  const attribute = path.join('.');
  const { attributes } = scope.resource(name);
  if (Object.hasOwn(attributes, attribute)) return attributes[attribute];
  throw new TemplateError(
    'UnknownReference',
    `${scope.where} needs attribute ${attribute} of ${name}, which the rehearsal does not know.`,
    'Add it to the stand-in that creates the resource.',
  );
};

const sub: Intrinsic = (argument, scope) => {
  const [text, variables] = Array.isArray(argument) ? (argument as readonly unknown[]) : [argument, {}];
  const own = isRecord(variables) ? variables : {};
  return substitute(String(text), (name) => {
    if (Object.hasOwn(own, name)) return String(resolveValue(own[name], scope));
    return String(name.includes('.') ? getAtt(name, scope) : ref(name, scope));
  });
};

/** The resolved arguments of a function that takes a list of them. */
const args = (argument: unknown, scope: Scope): readonly unknown[] => {
  const resolved = resolveValue(argument, scope);
  if (Array.isArray(resolved)) return resolved as readonly unknown[];
  throw new TemplateError(
    'UnsupportedFunction',
    `${scope.where} gives a function ${JSON.stringify(resolved)} instead of a list.`,
    'Give it a list.',
  );
};

const select: Intrinsic = (argument, scope) => {
  const [index, items] = args(argument, scope);
  const found = args(items, scope)[Number(index)];
  if (found !== undefined) return found;
  throw new TemplateError(
    'UnknownReference',
    `${scope.where} selects item ${String(index)} of a list that has none.`,
    'Choose an index inside the list.',
  );
};

const findInMap: Intrinsic = (argument, scope) => {
  const [map, top, second] = args(argument, scope).map(String);
  return scope.mapping(map ?? '', top ?? '', second ?? '');
};

const choose: Intrinsic = (argument, scope) => {
  const [condition, yes, no] = Array.isArray(argument) ? (argument as readonly unknown[]) : [];
  return resolveValue(scope.condition(String(condition)) === true ? yes : no, scope);
};

const stackOutput: Intrinsic = (argument, scope) => {
  const { StackName, OutputName, RoleArn, Region } = Object(resolveValue(argument, scope)) as Readonly<Record<string, unknown>>;
  const from = { ...(typeof RoleArn === 'string' && { roleArn: RoleArn }), ...(typeof Region === 'string' && { region: Region }) };
  return scope.stackOutput(String(StackName), String(OutputName), from);
};

const intrinsics: Readonly<Record<string, Intrinsic>> = {
  Ref: ref,
  Condition: (argument, scope) => scope.condition(String(argument)),
  'Fn::GetAtt': getAtt,
  'Fn::Sub': sub,
  'Fn::Join': (argument, scope) => {
    const [separator, items] = args(argument, scope);
    return args(items, scope).map(String).join(String(separator));
  },
  'Fn::Select': select,
  'Fn::Split': (argument, scope) => {
    const [separator, text] = args(argument, scope).map(String);
    return (text ?? '').split(separator ?? '');
  },
  'Fn::GetAZs': (_argument, scope) => scope.zones,
  'Fn::Base64': (argument, scope) => Buffer.from(String(resolveValue(argument, scope))).toString('base64'),
  'Fn::FindInMap': findInMap,
  'Fn::If': choose,
  'Fn::Equals': (argument, scope) => {
    const [a, b] = args(argument, scope);
    return String(a) === String(b);
  },
  'Fn::Not': (argument, scope) => args(argument, scope)[0] !== true,
  'Fn::And': (argument, scope) => args(argument, scope).every((each) => each === true),
  'Fn::Or': (argument, scope) => args(argument, scope).some((each) => each === true),
  'Fn::ImportValue': (argument, scope) => scope.imported(String(resolveValue(argument, scope))),
  'Fn::GetStackOutput': stackOutput,
  'Fn::ToJsonString': (argument, scope) => JSON.stringify(resolveValue(argument, scope)),
};
