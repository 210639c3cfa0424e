import { Tags, Validations, type App, type Stack } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { regionalArtifacts } from './accounts/artifacts-stack';
import { connect } from './accounts/connect';
import { environmentBase } from './accounts/environment-base';
import { stackNames } from './accounts/roles';
import { EnvironmentStack } from './compute/environment-stack';
import type { Config, EnvironmentConfig } from './config/config';
import { FoundationStack } from './foundation/foundation-stack';
import type { EnvironmentName } from './foundation/names';
import { GateStack } from './gate/gate-stack';
import { HealingStack } from './healing/healing-stack';
import { insights } from './insights/insights-stack';
import { searchInLogs } from './logging/search-in-logs';
import { OperationsStack } from './operations/operations-stack';
import { PipelineStack } from './pipeline/pipeline-stack';

/** The whole system, in the order in which a build flows through it. Any finding of the checks fails the synth. */
export function buildApp(app: App, config: Config): void {
  const foundation = new FoundationStack(app, 'UnbreakableFoundation', config);
  const artifacts = regionalArtifacts(app, config, foundation.buckets.artifacts);
  const ways: Stack[] = [];
  const environment = (name: EnvironmentName, settings: EnvironmentConfig): EnvironmentStack => {
    const base = environmentBase(app, name, config, foundation, artifacts);
    const stack = new EnvironmentStack(app, stackNames.environment(name), { environment: name, settings, config, foundation: base });
    ways.push(...connect(app, name, config, base, stack));
    return stack;
  };
  const staging = environment('Staging', config.staging);
  const production = environment('Production', config.production);
  const gate = new GateStack(app, 'UnbreakableGate', config, foundation);
  const healing = new HealingStack(app, 'UnbreakableHealing', {
    config,
    topics: foundation.notifications,
    gate: gate.service,
    insights: insights(app, 'UnbreakableInsights', config, { Staging: staging, Production: production }),
  });
  new OperationsStack(app, 'UnbreakableOperations', { config, foundation, staging, production, parts: { Gate: gate, Healing: healing } });
  const pipeline = new PipelineStack(app, 'UnbreakablePipeline', {
    config,
    foundation,
    artifacts,
    staging,
    production,
    gate: gate.service,
    healing: healing.service,
  });
  for (const way of ways) pipeline.addStackDependency(way, 'Its roles are named, not referred to.');
  searchInLogs(app, config, foundation);

  for (const [key, value] of Object.entries(config.tags)) Tags.of(app).add(key, value);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
