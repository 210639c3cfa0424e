/** Listing, describing and stopping service deployments. */
import type {
  DescribeServiceDeploymentsCommandOutput,
  DescribeServiceRevisionsCommandOutput,
  ListServiceDeploymentsCommandOutput,
  StopServiceDeploymentCommandOutput,
} from '@aws-sdk/client-ecs';
import type * as v from 'valibot';
import type { Cloud } from '../../../cloud/cloud';
import { validated } from '../../../cloud/validated';
import { describeDeploymentsInput, describeRevisionsInput, listDeploymentsInput, stopDeploymentInput } from '../inputs';
import type { Service, ServiceDeployment, ServiceRevision } from '../model';
import { partNeeds, serviceArn } from '../needs';
import type { Office } from '../office';
import type { Store } from '../store';
import { revisionView } from '../task-views';
import { briefView, serviceDeploymentView } from '../views';

type Answer<Output> = Omit<Output, '$metadata'>;

const invalid = 'InvalidParameterException';

export const deploymentOperations = (cloud: Cloud, store: Store, office: Office) => ({
  ListServiceDeployments: validated(
    listDeploymentsInput,
    {
      needs: ({ service, cluster }) => [{ action: 'ecs:ListServiceDeployments', resource: serviceArn(cloud, service, cluster) }],
      run: (input): Answer<ListServiceDeploymentsCommandOutput> => {
        const found = store.service(input.service, input.cluster).deployments.filter((one) => isWanted(one, input)).toReversed();
        const from = Number(input.nextToken ?? 0);
        const to = from + input.maxResults;
        return {
          serviceDeployments: found.slice(from, to).map(briefView),
          ...(to < found.length ? { nextToken: String(to) } : {}),
        };
      },
    },
    invalid,
  ),
  DescribeServiceDeployments: validated(
    describeDeploymentsInput,
    {
      needs: ({ serviceDeploymentArns }) => partNeeds(cloud, 'ecs:DescribeServiceDeployments', serviceDeploymentArns),
      run: ({ serviceDeploymentArns: arns }): Answer<DescribeServiceDeploymentsCommandOutput> => ({
        serviceDeployments: arns.flatMap((arn) => store.deployments.get(arn) ?? []).map(serviceDeploymentView),
        failures: missing(arns, store.deployments),
      }),
    },
    invalid,
  ),
  DescribeServiceRevisions: validated(
    describeRevisionsInput,
    {
      needs: ({ serviceRevisionArns }) => partNeeds(cloud, 'ecs:DescribeServiceRevisions', serviceRevisionArns),
      run: ({ serviceRevisionArns: arns }): Answer<DescribeServiceRevisionsCommandOutput> => ({
        serviceRevisions: arns.flatMap((arn) => {
          const [revision, service] = [store.revisions.get(arn), serviceOf(store, arn)];
          return revision === undefined || service === undefined ? [] : [revisionView(service, revision)];
        }),
        failures: missing(arns, store.revisions),
      }),
    },
    invalid,
  ),
  StopServiceDeployment: validated(
    stopDeploymentInput,
    {
      needs: ({ serviceDeploymentArn }) => partNeeds(cloud, 'ecs:StopServiceDeployment', [serviceDeploymentArn]),
      run: ({ serviceDeploymentArn, stopType }): Answer<StopServiceDeploymentCommandOutput> => {
        office.stop(store.deployment(serviceDeploymentArn), stopType);
        return { serviceDeploymentArn };
      },
    },
    invalid,
  ),
});

const isWanted = (deployment: ServiceDeployment, { status, createdAt }: v.InferOutput<typeof listDeploymentsInput>): boolean =>
  (status === undefined || status.includes(deployment.status)) &&
  deployment.createdAt <= (createdAt?.before?.getTime() ?? Infinity) &&
  deployment.createdAt >= (createdAt?.after?.getTime() ?? 0);

const missing = (arns: readonly string[], known: ReadonlyMap<string, ServiceDeployment | ServiceRevision>) =>
  arns.filter((arn) => !known.has(arn)).map((arn) => ({ arn, reason: 'MISSING' }));

const serviceOf = (store: Store, revisionArn: string): Service | undefined => {
  const [cluster, name] = (revisionArn.split(':service-revision/')[1] ?? '').split('/');
  return [...store.services.values()].find((service) => service.name === name && service.cluster.name === cluster);
};
