/** The shape of a destination, checked wherever one is read. */
import * as v from 'valibot';

const name = v.pipe(v.string(), v.minLength(1));
const group = { applicationName: name, deploymentGroupName: name };
const account = v.exactOptional(
  v.object({ readRoleArn: name, redeployRoleArn: v.exactOptional(name), region: name, externalId: v.exactOptional(name) }),
);

export const destinationSchema = v.variant('kind', [
  v.object({ kind: v.literal('server'), ...group, account }),
  v.object({ kind: v.literal('function'), ...group, functionName: name, alias: name, account }),
  v.object({ kind: v.literal('service'), cluster: name, service: name, account }),
]);

/** A pipeline's environments, as lambda/contract/pipeline-environments.ts has them. */
export const environmentsSchema = v.object({
  environments: v.record(
    name,
    v.object({
      cloudwatch: v.object({ dimensions: v.record(name, name) }),
      deployment: destinationSchema,
      rollback: v.boolean(),
    }),
  ),
});
