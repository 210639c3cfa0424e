import * as v from 'valibot';
import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import { parseProperties, refuse, text } from '../input';
import { requireTrust } from '../trust';
import { allStates, parseDefinition, type Definition } from './definition';
import type { StepFunctionsLibrary } from './library';
import { taskHandlers, type TaskHandler } from './tasks';

/** The library's type of a definition. */
type LibraryDefinition = ConstructorParameters<StepFunctionsLibrary['StateMachine']>[0];

/** A state machine that was created. */
export interface StateMachine {
  readonly name: string;
  readonly arn: string;
  readonly roleArn: string;
  readonly definition: LibraryDefinition;
  readonly handlers: Readonly<Record<string, TaskHandler>>;
  readonly creationDate: Date;
}

const properties = v.object({
  StateMachineName: v.optional(v.pipe(text, v.maxLength(80))),
  StateMachineType: v.optional(v.literal('STANDARD', 'only STANDARD state machines are rehearsed'), 'STANDARD'),
  RoleArn: text,
  DefinitionString: text,
  DefinitionSubstitutions: v.optional(v.record(v.string(), v.union([v.string(), v.number(), v.boolean()])), {}),
});

/** Reads AWS::StepFunctions::StateMachine. Throws InvalidDefinition for one that AWS or the rehearsal would refuse. */
export const parseStateMachine = (cloud: Cloud, library: StepFunctionsLibrary, request: ResourceRequest): StateMachine => {
  for (const property of ['DefinitionS3Location', 'Definition'])
    if (property in request.properties) refuse(request, property, 'give the definition as DefinitionString');
  const given = parseProperties(properties, request);
  requireTrust(cloud, given.RoleArn, 'states.amazonaws.com', {
    code: 'AccessDeniedException',
    message: 'Neither the global service principal states.amazonaws.com, nor the regional one is authorized to assume the provided role.',
  });
  const definition = parseDefinition(substitute(given.DefinitionString, given.DefinitionSubstitutions));
  validate(library, definition);
  const name = given.StateMachineName ?? physicalName(request, 80);
  return {
    name,
    arn: cloud.arn('states', `stateMachine:${name}`),
    roleArn: given.RoleArn,
    definition: withoutTaskLimit(definition),
    handlers: taskHandlers(cloud, definition, { kind: 'role', arn: given.RoleArn }),
    creationDate: new Date(cloud.clock.now()),
  };
};

const substitute = (definition: string, values: Readonly<Record<string, string | number | boolean>>): string =>
  definition.replaceAll(/\$\{([^}]+)\}/g, (whole, key: string) => (key in values ? String(values[key]) : whole));

const validate = (library: StepFunctionsLibrary, definition: Definition): void => {
  try {
    void new library.StateMachine(structuredClone(definition) as LibraryDefinition);
  } catch (error) {
    throw new AwsError('InvalidDefinition', `Invalid State Machine Definition: ${(error as Error).message}`);
  }
};

/** AWS lets a task without TimeoutSeconds run for 99,999,999 s; the library would end it after 60. */
const withoutTaskLimit = (definition: Definition): LibraryDefinition => {
  const copy = structuredClone(definition) as LibraryDefinition;
  for (const { state } of allStates(copy as Definition))
    if (state.Type === 'Task' && !('TimeoutSeconds' in state) && !('TimeoutSecondsPath' in state))
      Object.assign(state, { TimeoutSeconds: 99_999_999 });
  return copy;
};
