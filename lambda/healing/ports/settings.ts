/** Modes and limits, as operators set them. */
import type { HealingSettings } from '../../contract/healing-settings';

export interface PipelineHealing {
  readonly pipeline: string;
  readonly settings: HealingSettings;
}

export interface SettingsReading {
  readonly pipelines: readonly PipelineHealing[];
  /** What cannot be read as settings: a sentence each, with parameter and fix. Those pipelines are not healed. */
  readonly unreadable: readonly string[];
}

export interface SettingsStore {
  /** The settings of every pipeline that is healed. */
  read(): Promise<SettingsReading>;
}
