import type { Clients } from '../../cli/pipeline/clients';
import type { PipelineStructure } from '../../cli/pipeline/structure';
import type { GateDescription } from '../../lambda/contract/gate-description';
import type { VirtualClock } from '../clock/clock';
import type { Watcher } from './events';
import type { BuildLedger } from './ledger';
import type { LiveSeries } from './live-series';
import type { MeantBad } from './meant-bad';

/** What the story plays on: a cloud that runs the templates, seen through the AWS API. */
export interface Stage {
  readonly clients: Clients;
  readonly clock: VirtualClock;
  readonly structure: PipelineStructure;
  readonly gate: GateDescription;
  readonly ledger: BuildLedger;
  readonly series: LiveSeries;
  /** Where a release's application is uploaded to. */
  readonly applicationObject: { readonly bucket: string; readonly key: string };
  readonly isMeantBad: MeantBad;
  readonly tell: Watcher;
  /** Throws when the rehearsal was told to stop or something behind it has failed. */
  checkAlive(): void;
  /** Closes the connections. */
  close(): void;
}
