import type { HealingResource } from '../../lambda/contract/healing-permissions';
import type { Arns } from '../gate/permissions';

/** What only a healed pipeline knows; SelfHealing grants it, pipeline by pipeline. */
export const pipelineResources = [
  'bundles',
  'bundleBucket',
  'artifactKeys',
  'readRoles',
  'redeployRoles',
  'pipelines',
  'pipelineStages',
  'deploymentGroups',
  'deploymentApplications',
  'deploymentConfigs',
  'functions',
  'services',
  'taskDefinitions',
  'taskRoles',
  'environmentParameters',
] as const satisfies readonly HealingResource[];

/** One of them. */
export type PipelineResource = (typeof pipelineResources)[number];

/** The ARNs that healing's own stack knows. */
export type ServiceArns = Arns<Exclude<HealingResource, PipelineResource>>;
