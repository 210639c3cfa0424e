import { GateError } from '../gate/gate-error';

/** What every adapter of ECS throws: nothing is known, so nothing is approved and nothing is rolled back. */
export const ecsUnsupported = (): GateError =>
  new GateError('EcsNotSupported', 'This version deploys nothing to ECS services.', 'Use the compute kind ec2 or lambda.');
