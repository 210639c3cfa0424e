/** The sources beside CloudWatch that environment variables name (docs/dynatrace.md, docs/prometheus.md). */
import type { AwsCredentialIdentityProvider } from '@smithy/types';
import type { Member } from './composed-source';
import type { Variables } from './configured-secret';
import { configuredDynatrace } from './dynatrace/configure';
import { dynatraceSource } from './dynatrace/dynatrace-source';
import { configuredPrometheus } from './prometheus/configure';
import { prometheusSource } from './prometheus/prometheus-source';

/** Opens them in the order of `configuredSourceNames`, without a call yet. Throws `SourceError` for one that is named and cannot be used. */
export const configuredSources = (variables: Variables, credentials: AwsCredentialIdentityProvider): readonly Member[] => {
  const dynatrace = configuredDynatrace(variables);
  const prometheus = configuredPrometheus(variables, credentials);
  return [
    ...(dynatrace === undefined ? [] : [{ source: dynatraceSource(dynatrace) }]),
    ...(prometheus === undefined ? [] : [{ source: prometheusSource(prometheus) }]),
  ];
};
