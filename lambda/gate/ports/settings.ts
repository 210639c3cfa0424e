/** What operators and stacks set: the kill switch, and where environments are. */
import type { PipelineEnvironments } from '../../contract/pipeline-environments';

export interface KillSwitch {
  /** `off` for anything but the value `on`, and where it cannot be read. Never cached. */
  read(): Promise<'on' | 'off'>;
}

export type EnvironmentsReading =
  | { readonly kind: 'found'; readonly value: PipelineEnvironments }
  /** Not there, or not readable as a description; `detail` names the parameter and the fix. */
  | { readonly kind: 'unusable'; readonly detail: string };

export interface Environments {
  read(pipeline: string): Promise<EnvironmentsReading>;
}
