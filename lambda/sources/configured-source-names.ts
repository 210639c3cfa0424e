import type { SourceName } from '../monspec/source-key';
import { variable, type Variables } from './configured-secret';

/** The names of all sources that are set up, in the order in which they are asked; CloudWatch needs no setting up. */
export const configuredSourceNames = (variables: Variables): readonly SourceName[] => [
  'cloudwatch',
  ...(['dynatrace', 'prometheus'] as const).filter((name) => variable(variables, `${name.toUpperCase()}_URL`) !== undefined),
];
