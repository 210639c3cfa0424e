import { readGate } from '../../cli/pipeline/gate';
import { readStructure, sourceObjects } from '../../cli/pipeline/structure';
import { UserError } from '../../cli/errors';
import { paginateListPipelines } from '@aws-sdk/client-codepipeline';
import type { Clients } from '../../cli/pipeline/clients';
import type { AccountAccess } from '../../lambda/contract/account-access';
import type { CloudHost } from '../cloud/host';
import type { RunFailure } from '../cloud/receipt';
import type { Watcher } from './events';
import { BuildLedger } from './ledger';
import { LiveSeries } from './live-series';
import { Operators, placeOf, placeOfEnvironment } from './operators';
import { meantBad, type MeantBad } from './meant-bad';
import type { Stage } from './stage';
import { unlessStopped } from './stopped';

/**
 * Looks around in a cloud whose stacks stand, as the operator.
 * @param isMeantBad which builds are bad where. @default as they are shipped
 */
export async function openStage(cloud: CloudHost, signal: AbortSignal, tell: Watcher, isMeantBad: MeantBad = meantBad()): Promise<Stage> {
  const operators = new Operators(cloud);
  const clients = operators.at(cloud);
  const gate = await readGate(clients);
  const structure = await readStructure(clients, await onlyPipeline(clients));
  const clientsOf = (account: AccountAccess | undefined): Clients => operators.at(placeOfEnvironment(cloud, account));
  const applicationObject = sourceObjects(structure).get('Application');
  if (applicationObject === undefined)
    throw new UserError(
      `Pipeline "${structure.name}" has no S3 source with the output artifact "Application"; the rehearsal releases builds through one.`,
    );
  return {
    clients,
    clientsFor: (action) => operators.at(placeOf(cloud, action)),
    clientsOf,
    clock: cloud.clock,
    structure,
    gate,
    ledger: new BuildLedger(clients.s3, clientsOf),
    series: new LiveSeries(clients.s3, gate.evidenceBucket),
    applicationObject,
    isMeantBad,
    tell,
    checkAlive: aliveCheck(cloud, signal),
    close: () => operators.close(),
  };
}

/** The pipeline of the stacks. @throws UserError unless there is exactly one. */
async function onlyPipeline({ codepipeline }: Clients): Promise<string> {
  const names: string[] = [];
  for await (const page of paginateListPipelines({ client: codepipeline }, {}))
    names.push(...(page.pipelines ?? []).map(({ name }) => name ?? ''));
  const [name, ...others] = names;
  if (name === undefined || others.length > 0)
    throw new UserError(`The rehearsal releases through one pipeline; the stacks have ${names.length === 0 ? 'none' : names.join(', ')}.`);
  return name;
}

/** Throws once the person asked to stop, or a stand-in has failed: from then on nothing that is seen can be trusted. */
function aliveCheck(cloud: CloudHost, signal: AbortSignal): () => void {
  let failure: RunFailure | undefined;
  void cloud.failed.then((first) => (failure = first));
  return () => {
    unlessStopped(signal);
    if (failure !== undefined)
      throw new UserError(`The rehearsal itself failed in ${failure.service} (${failure.what}): ${failure.message}`, 1);
  };
}
