/** What operators and stacks set: the kill switch, and where environments are. */
import type { PipelineEnvironments } from '../../contract/pipeline-environments';
import type { Floors } from '../../monspec/floors/floors';

export interface SwitchReading {
  /** `off` for anything but the value `on`, and where it cannot be read. */
  readonly position: 'on' | 'off';
  /** One sentence for people: where it is and what it holds. */
  readonly detail: string;
}

export interface KillSwitch {
  /** Never cached, never throws. */
  read(): Promise<SwitchReading>;
}

export type PolicyReading =
  /** The platform team has none. */
  | { readonly kind: 'none' }
  | { readonly kind: 'found'; readonly floors: Floors }
  /** There is one that cannot be read: nothing may be approved by it. `detail` names it and the fix. */
  | { readonly kind: 'unusable'; readonly detail: string };

/** The policy that monspecs may only tighten. */
export interface Policies {
  read(): Promise<PolicyReading>;
}

export type EnvironmentsReading =
  | { readonly kind: 'found'; readonly value: PipelineEnvironments }
  /** Not there, or not readable as a description; `detail` names the parameter and the fix. */
  | { readonly kind: 'unusable'; readonly detail: string };

export interface Environments {
  read(pipeline: string): Promise<EnvironmentsReading>;
}
