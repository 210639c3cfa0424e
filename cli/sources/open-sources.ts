import { readFileSync } from 'node:fs';
import { ApplicationSignalsClient } from '@aws-sdk/client-application-signals';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import { perAccount } from '../../lambda/aws/accounts/per-account';
import { CloudWatchSource } from '../../lambda/sources/cloudwatch/cloudwatch-source';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';
import { TaggedEntities } from '../../lambda/sources/cloudwatch/entities.client';
import { ApplicationSignalsBudgets } from '../../lambda/sources/cloudwatch/error-budgets.client';
import { composeSources } from '../../lambda/sources/composed-source';
import type { Variables } from '../../lambda/sources/configured-secret';
import { configuredDynatrace } from '../../lambda/sources/dynatrace/configure';
import { dynatraceSource } from '../../lambda/sources/dynatrace/dynatrace-source';
import { fileSource } from '../../lambda/sources/file/file-source';
import { MemoryCache } from '../../lambda/sources/points-cache';
import { perAccountSource } from '../../lambda/sources/per-account-source';
import { configuredPrometheus } from '../../lambda/sources/prometheus/configure';
import { prometheusSource } from '../../lambda/sources/prometheus/prometheus-source';
import type { MetricSource } from '../../lambda/sources/source';
import { readOptions } from '../accounts/read-role';
import { messageOf, UserError } from '../errors';
import type { SourceChoice } from './names';

const missing = (name: string): UserError =>
  new UserError(`--source ${name} needs ${name.toUpperCase()}_URL. Set it as docs/sources.md describes.`);

/** An environment of another account is measured under its Read role, as the gate does. */
const cloudWatch = (): MetricSource =>
  perAccountSource(
    'cloudwatch',
    perAccount((account) => {
      const { region, credentials } = readOptions(account);
      const place = { ...(region && { region }), ...(credentials && { credentials }) };
      return new CloudWatchSource(cloudWatchClient(place), {
        clock: () => Date.now(),
        cache: new MemoryCache(),
        entities: new TaggedEntities(new ResourceGroupsTaggingAPIClient({ maxAttempts: 3, ...place })),
        budgets: new ApplicationSignalsBudgets(new ApplicationSignalsClient({ maxAttempts: 3, ...place })),
      });
    }),
  );

const dynatrace = (variables: Variables): MetricSource => {
  const config = configuredDynatrace(variables);
  if (config === undefined) throw missing('dynatrace');
  return dynatraceSource({ ...config, cache: new MemoryCache() });
};

const prometheus = (variables: Variables): MetricSource => {
  const config = configuredPrometheus(variables, cloudWatchClient().config.credentials);
  if (config === undefined) throw missing('prometheus');
  return prometheusSource({ ...config, cache: new MemoryCache() });
};

const text = (path: string): string => {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new UserError(`--source ${path}: the file cannot be read (${messageOf(error)}).`);
  }
};

/**
 * Opens the sources in the order in which they are named; several files are one source. No call is made yet.
 * @throws UserError or SourceError for a source that is not set up.
 */
export function openSources(choices: readonly SourceChoice[], variables: Variables): MetricSource {
  const files = choices.flatMap((choice) => (choice.kind === 'file' ? [{ name: choice.path, text: text(choice.path) }] : []));
  const kinds = [...new Set(choices.map(({ kind }) => kind))];
  const open = (kind: SourceChoice['kind']): MetricSource => {
    switch (kind) {
      case 'cloudwatch':
        return cloudWatch();
      case 'dynatrace':
        return dynatrace(variables);
      case 'prometheus':
        return prometheus(variables);
      case 'file':
        return fileSource(files);
    }
  };
  return composeSources(kinds.map((kind) => ({ source: open(kind) })));
}
