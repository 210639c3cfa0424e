import { paginateGetParametersByPath, SSMClient } from '@aws-sdk/client-ssm';
import type { PipelineHealing, SettingsReading, SettingsStore } from '../healing/ports/settings';
import { parseHealingSettings } from '../healing/planning/settings';
import { clientOptions } from './client-options';

/** Modes and limits, one SSM parameter per pipeline; never cached, so that a change counts at once. */
export class ParameterSettings implements SettingsStore {
  constructor(
    private readonly prefix: string,
    private readonly client: SSMClient = new SSMClient(clientOptions),
  ) {}

  async read(): Promise<SettingsReading> {
    const pipelines: PipelineHealing[] = [];
    const unreadable: string[] = [];
    for await (const { Parameters: page = [] } of paginateGetParametersByPath({ client: this.client }, { Path: this.prefix })) {
      for (const { Name: name = '', Value: value = '' } of page) {
        const parsed = parseHealingSettings(name, value);
        if (parsed.ok) {
          pipelines.push({ pipeline: name.slice(this.prefix.length + 1), settings: parsed.value });
        } else {
          unreadable.push(...parsed.issues.slice(0, 3).map(({ path, message, fix }) => `${path} ${message} ${fix}`));
        }
      }
    }
    return { pipelines, unreadable };
  }
}
