import { GetParameterCommand } from '@aws-sdk/client-ssm';
import * as v from 'valibot';
import { gateDescriptionParameter, type GateDescription } from '../../lambda/contract/gate-description';
import type { PipelineEnvironments } from '../../lambda/contract/pipeline-environments';
import { environmentsSchema } from '../../lambda/gate/destination-schema';
import { UserError } from '../errors';
import type { Clients } from './clients';

const text = v.pipe(v.string(), v.nonEmpty());

const descriptionSchema: v.GenericSchema<unknown, GateDescription> = v.object({
  validationsTable: text,
  evidenceBucket: text,
  stateMachineArn: text,
  reportUrl: text,
  reportSecret: text,
  switchParameter: text,
  environmentsPrefix: text,
});

/** Reads what the deployed gate says of itself. @throws UserError when it is not deployed or not readable. */
export const readGate = (clients: Clients): Promise<GateDescription> => readParameter(clients, gateDescriptionParameter, descriptionSchema);

/** Reads what the stacks say of a pipeline's environments. @throws UserError when it is not there or not readable. */
export const readEnvironments = (clients: Clients, gate: GateDescription, pipeline: string): Promise<PipelineEnvironments> =>
  readParameter(clients, `${gate.environmentsPrefix}/${pipeline}`, environmentsSchema);

/** Reads a parameter that holds JSON. @throws UserError when it is not there or has another shape. */
export async function readParameter<T>({ ssm }: Clients, name: string, schema: v.GenericSchema<unknown, T>): Promise<T> {
  const value = await parameterValue(ssm, name);
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), schema), value);
  if (!parsed.success)
    throw new UserError(`The SSM parameter ${name} does not hold what this version expects. Deploy the stacks again with this version.`);
  return parsed.output;
}

async function parameterValue(ssm: Clients['ssm'], name: string): Promise<string | undefined> {
  try {
    return (await ssm.send(new GetParameterCommand({ Name: name }))).Parameter?.Value;
  } catch (error) {
    if (error instanceof Error && error.name === 'ParameterNotFound') {
      throw new UserError(`There is no SSM parameter ${name} in this account and region. Deploy the stacks first: npx cdk deploy --all`);
    }
    throw error;
  }
}
