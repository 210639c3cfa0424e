/** Tells functions of the gate where the configured metric sources are, and lets them in. Nothing where none is configured. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { sourceVariables } from '../../../lambda/contract/source-variables';
import type { Config } from '../../config/config';
import { workspaceOf, type DynatraceConfig, type PrometheusConfig } from '../../config/sections/sources';
import type { HandlerFunction } from '../handler-function';

type Sources = Pick<Config, 'dynatrace' | 'prometheus'>;

/** Says only where they are: who registers a validation checks that they can supply it, and asks them nothing. */
export const nameSources = (handler: HandlerFunction, { dynatrace, prometheus }: Sources): void =>
  set(handler, {
    ...(dynatrace && { [sourceVariables.dynatraceUrl]: dynatrace.url }),
    ...(prometheus && { [sourceVariables.prometheusUrl]: prometheus.url }),
  });

/** Lets a function measure with all of them. */
export function letMeasure(handler: HandlerFunction, { dynatrace, prometheus }: Sources): void {
  if (dynatrace !== undefined) letReachDynatrace(handler, dynatrace);
  if (prometheus !== undefined) letReachPrometheus(handler, prometheus);
}

/** Lets a function speak to Dynatrace. */
export function letReachDynatrace(handler: HandlerFunction, { url, tokenSecretName }: DynatraceConfig): void {
  set(handler, { [sourceVariables.dynatraceUrl]: url, [sourceVariables.dynatraceTokenSecret]: tokenSecretName });
  letRead(handler, tokenSecretName);
}

function letReachPrometheus(handler: HandlerFunction, { url, access, scrapeSeconds }: PrometheusConfig): void {
  set(handler, {
    [sourceVariables.prometheusUrl]: url,
    ...(scrapeSeconds !== undefined && { [sourceVariables.prometheusScrapeSeconds]: String(scrapeSeconds) }),
  });
  letAuthenticate(handler, access);
  const known = workspaceOf(url);
  if (known === undefined) return;
  const workspace = Stack.of(handler).formatArn({
    service: 'aps',
    region: known.region,
    resource: 'workspace',
    resourceName: known.workspace,
  });
  handler.role.addToPolicy(new PolicyStatement({ actions: ['aps:QueryMetrics', 'aps:GetSeries'], resources: [workspace] }));
}

function letAuthenticate(handler: HandlerFunction, access: PrometheusConfig['access']): void {
  switch (access?.kind) {
    case 'bearer':
      set(handler, { [sourceVariables.prometheusTokenSecret]: access.tokenSecretName });
      return letRead(handler, access.tokenSecretName);
    case 'basic':
      set(handler, {
        [sourceVariables.prometheusUsername]: access.username,
        [sourceVariables.prometheusPasswordSecret]: access.passwordSecretName,
      });
      return letRead(handler, access.passwordSecretName);
    case undefined:
      return;
  }
}

/** Exactly this name, with whatever six characters Secrets Manager has added to it. */
function letRead(handler: HandlerFunction, name: string): void {
  const arn = Stack.of(handler).formatArn({
    service: 'secretsmanager',
    resource: 'secret',
    resourceName: `${name}-??????`,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
  handler.role.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [arn] }));
}

function set({ function: lambda }: HandlerFunction, variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) lambda.addEnvironment(name, value);
}
