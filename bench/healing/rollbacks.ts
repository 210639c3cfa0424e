import { UserError } from '../../cli/errors';
import type { Envelope } from '../../rehearsal/services/events/envelope';
import type { EventsService } from '../../rehearsal/services/events/events';
import { post, problem } from './post';
import type { World } from './world';

/** One round: real milliseconds from the accepted request to the deployment that it leads to. */
export async function timeRollback(world: World, round: number): Promise<number> {
  await world.deployBad(round);
  const { control } = world.cloud.services.get('events') as EventsService;
  const begun = once(control, (event) => isStartOfDeployment(event) || isRefusal(event));
  const ended = once(control, ({ 'detail-type': type }) => type === 'Remediation Ended');
  const started = performance.now();
  const status = await post(world, problem(`bench-${round}`, world.cloud.clock.now()));
  if (status !== 202) process.stderr.write(`The webhook answered ${status} in round ${round}.\n`);
  const first = await begun;
  const milliseconds = performance.now() - started;
  if (isRefusal(first)) throw new UserError(`Round ${round}: nothing was rolled back: ${String(first.detail['reason'])}`, 1);
  await ended;
  return milliseconds;
}

const isStartOfDeployment = ({ source, detail }: Envelope): boolean =>
  source === 'aws.codedeploy' && detail['state'] === 'START' && detail['deploymentGroup'] === 'Production' && 'deploymentId' in detail;

const isRefusal = ({ 'detail-type': type }: Envelope): boolean => type === 'Remediation Refused';

/** Resolves with the next event that fits. */
const once = (control: EventsService['control'], fits: (event: Envelope) => boolean): Promise<Envelope> =>
  new Promise((resolve) => {
    const stop = control.onEvent((event) => {
      if (!fits(event)) return;
      stop();
      resolve(event);
    });
  });
