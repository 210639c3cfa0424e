import { GetServiceQuotaCommand } from '@aws-sdk/client-service-quotas';
import type { Config, EnvironmentConfig } from '../../lib/config/config';
import type { Check } from './check';
import type { DoctorClients } from './clients';

/** A limit of the account, and how much of it the configuration takes. */
interface Quota {
  readonly what: string;
  readonly ServiceCode: string;
  readonly QuotaCode: string;
  readonly needed: number;
}

/** Virtual processors of a Graviton type: one for medium of most families, two up to large, then four times the size. */
function processors(instanceType: string): number {
  const size = instanceType.split('.')[1] ?? '';
  const [, times = '1'] = /^(\d*)xlarge$/.exec(size) ?? [];
  return size.endsWith('xlarge') ? 4 * Number(times === '' ? 1 : times) : 2;
}

/** CPU units of a task of Fargate that make one virtual processor. */
const unitsPerProcessor = 1024;

/** Concurrent executions for an application on functions beside those of the gate and of healing; new accounts have 10 in all. */
const executions = 20;

const sumOf = (environments: readonly EnvironmentConfig[], count: (environment: EnvironmentConfig) => number): number =>
  environments.reduce((sum, each) => sum + count(each), 0);

/** What the application runs on. The load generator is an instance in every kind of compute. */
const computeQuotas = (compute: Config['compute'], environments: readonly EnvironmentConfig[]): readonly Quota[] => [
  {
    what: 'virtual processors of running standard instances',
    ServiceCode: 'ec2',
    QuotaCode: 'L-1216C47A',
    needed: sumOf(
      environments,
      (each) => (compute === 'ec2' ? each.instances * processors(each.instanceType) : 0) + processors(each.loadInstanceType),
    ),
  },
  ...(compute === 'ecs'
    ? [
        {
          what: 'virtual processors of Fargate (a deployment runs both builds)',
          ServiceCode: 'fargate',
          QuotaCode: 'L-3032A538',
          needed: Math.ceil(sumOf(environments, ({ instances, container }) => (2 * instances * container.cpu) / unitsPerProcessor)),
        },
      ]
    : []),
  ...(compute === 'lambda'
    ? [{ what: 'concurrent executions of Lambda functions', ServiceCode: 'lambda', QuotaCode: 'L-B99A9384', needed: executions }]
    : []),
];

const quotasOf = (compute: Config['compute'], environments: readonly EnvironmentConfig[]): readonly Quota[] => [
  ...computeQuotas(compute, environments),
  {
    what: 'VPCs of the region',
    ServiceCode: 'vpc',
    QuotaCode: 'L-F678F1CE',
    needed: environments.filter(({ vpc }) => vpc === undefined).length,
  },
  {
    what: 'Application Load Balancers of the region',
    ServiceCode: 'elasticloadbalancing',
    QuotaCode: 'L-53DA6B97',
    needed: environments.length,
  },
];

/** Whether the limits are high enough for the environments of an account. What else runs there is not counted. */
export const checkQuotas = (
  { quotas }: DoctorClients,
  compute: Config['compute'],
  environments: readonly EnvironmentConfig[],
): Promise<readonly Check[]> => Promise.all(quotasOf(compute, environments).map((quota) => checkQuota(quotas, quota)));

async function checkQuota(client: DoctorClients['quotas'], { what, needed, ...code }: Quota): Promise<Check> {
  const { Quota: found } = await client.send(new GetServiceQuotaCommand(code));
  const limit = found?.Value;
  if (limit === undefined)
    return { area: 'quotas', status: 'unknown', found: `${what}: AWS names no limit`, fix: 'Look in the Service Quotas console.' };
  if (limit >= needed)
    return { area: 'quotas', status: 'ok', found: `${what}: ${needed} needed of ${limit}; what runs already is not counted` };
  return {
    area: 'quotas',
    status: 'missing',
    found: `${what}: ${needed} needed, ${limit} allowed`,
    fix: `Ask for more: aws service-quotas request-service-quota-increase --service-code ${code.ServiceCode} --quota-code ${code.QuotaCode} --desired-value ${needed}`,
  };
}
