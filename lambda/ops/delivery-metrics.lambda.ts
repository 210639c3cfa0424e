import { deliveryMetrics } from '../contract/delivery-metrics';
import { embeddedMetric } from './delivery/embedded-metric';
import { measuresOf } from './delivery/measures';
import { OpsError } from './ops-error';

/** Rules on decisions and rollbacks of the gate, and on deployments. */
export const handler = async (event: unknown): Promise<void> => {
  const measures = measuresOf(event);
  if (measures === undefined) {
    throw new OpsError(
      'NotAReleaseEvent',
      'The event tells of no decision, rollback or deployment.',
      'Let only the rules of the operations stack invoke this function.',
    );
  }
  // Plain lines: the logger's own members would become part of the metric's document.
  for (const measure of measures) process.stdout.write(`${embeddedMetric(deliveryMetrics.namespace, measure, Date.now())}\n`);
};
