import { Logger } from '@aws-lambda-powertools/logger';
import { keepDiskAlarms } from './disks/disk-alarms';
import { AwsDisks } from './disks/disk-alarms.client';
import { goneInstance } from './disks/instance-event';
import { levelsOf } from './disks/settings';

const logger = new Logger({ serviceName: 'ops-disk-alarms' });
const levels = levelsOf(process.env);
const ports = new AwsDisks();

/** Rules on the states of instances, and a schedule, since a new disk is measured minutes after its instance runs. */
export const handler = async (event: unknown): Promise<void> => {
  const { put, remove } = await keepDiskAlarms(ports, levels, goneInstance(event));
  if (put.length + remove.length > 0) logger.info('Alarms of disks changed', { put: put.map(({ name }) => name), remove });
};
