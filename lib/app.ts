import { Tags, Validations, type App } from 'aws-cdk-lib';
import { AwsSolutionsChecks } from 'cdk-nag';
import { EnvironmentStack } from './compute/environment-stack';
import type { Config } from './config/config';
import { FoundationStack } from './foundation/foundation-stack';
import { GateStack } from './gate/gate-stack';
import { HealingStack } from './healing/healing-stack';
import { insights } from './insights/insights-stack';
import { OperationsStack } from './operations/operations-stack';
import { PipelineStack } from './pipeline/pipeline-stack';

/** The whole system, in the order in which a build flows through it. Any finding of the checks fails the synth. */
export function buildApp(app: App, config: Config): void {
  const foundation = new FoundationStack(app, 'UnbreakableFoundation', config);
  const staging = new EnvironmentStack(app, 'UnbreakableStaging', { environment: 'Staging', settings: config.staging, config, foundation });
  const production = new EnvironmentStack(app, 'UnbreakableProduction', {
    environment: 'Production',
    settings: config.production,
    config,
    foundation,
  });
  const gate = new GateStack(app, 'UnbreakableGate', config, foundation);
  const healing = new HealingStack(app, 'UnbreakableHealing', {
    config,
    topics: foundation.notifications,
    gate: gate.service,
    insights: insights(app, 'UnbreakableInsights', config, { Staging: staging, Production: production }),
  });
  new OperationsStack(app, 'UnbreakableOperations', { config, foundation, staging, production, parts: { Gate: gate, Healing: healing } });
  new PipelineStack(app, 'UnbreakablePipeline', { config, foundation, staging, production, gate: gate.service, healing: healing.service });

  for (const [key, value] of Object.entries(config.tags)) Tags.of(app).add(key, value);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app));
}
