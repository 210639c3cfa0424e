import type { Clients } from '../../cli/pipeline/clients';
import type { ActionStructure, PipelineStructure } from '../../cli/pipeline/structure';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { GateDescription } from '../../lambda/contract/gate-description';
import type { VirtualClock } from '../clock/clock';
import type { Watcher } from './events';
import type { BuildLedger } from './ledger';
import type { LiveSeries } from './live-series';
import type { MeantBad } from './meant-bad';

/** What the story plays on: a cloud that runs the templates, seen through the AWS API. */
export interface Stage {
  /** Of the pipeline's account. */
  readonly clients: Clients;
  /** Of the account that an action runs in. @throws UserError where no stack is there. */
  clientsFor(action: Pick<ActionStructure, 'roleArn' | 'region'>): Clients;
  /** Of the account of an environment. @throws UserError where no stack is there. */
  clientsOf(account: AccountAccess | undefined): Clients;
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
