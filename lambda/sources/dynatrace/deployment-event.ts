/** What Dynatrace is told about a deployment, so that a problem after it names its cause. */
import type { EventIngest } from '@dynatrace-sdk/client-classic-environment-v2';
import type { DeploymentFacts } from '../../contract/deployment-event';
import { scopeOf } from './selector';

/** Longest value of a property, in characters. Source: Events API v2. */
const longestValue = 4096;

const within = (properties: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, value.slice(0, longestValue)]));

const linksOf = (link: string | undefined): Readonly<Record<string, string>> =>
  link === undefined ? {} : { 'dt.event.deployment.ci_back_link': link, 'dt.event.deployment.remediation_action_link': link };

/**
 * The CUSTOM_DEPLOYMENT of a deployment. The same deployment gives the same event, so that one that is sent again
 * refreshes the first. It stands for Dynatrace's default of 15 minutes from the deployment.
 */
export const deploymentEvent = ({
  pipeline,
  stage,
  executionId,
  release,
  revision,
  at,
  link,
  entityType,
  tags,
}: DeploymentFacts): EventIngest => ({
  eventType: 'CUSTOM_DEPLOYMENT',
  title: `${release} deployed to ${stage} by ${pipeline}`,
  startTime: at,
  entitySelector: scopeOf(entityType, { name: stage, tags }).selector,
  properties: within({
    'dt.event.deployment.name': `${pipeline}: ${release}`,
    'dt.event.deployment.version': revision,
    'dt.event.deployment.release_stage': stage,
    'dt.event.deployment.release_product': pipeline,
    'dt.event.deployment.release_build_version': release,
    'dt.event.is_rootcause_relevant': 'true',
    pipeline,
    stage,
    executionId,
    ...linksOf(link),
  }),
});
