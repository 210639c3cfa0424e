import type { DeploymentInfo } from '@aws-sdk/client-codedeploy';
import type { ServiceDeployment } from '@aws-sdk/client-ecs';
import { meantBad } from '../../../rehearsal/story/meant-bad';
import { undoneFunction, undoneService } from '../../../rehearsal/story/taken-back';

const alarms = { triggeredAlarmNames: ['errors'] };

test.each<[string, ServiceDeployment | undefined, boolean]>([
  ['undone by an alarm', { status: 'ROLLBACK_SUCCESSFUL', alarms, statusReason: 'alarm detected.' }, true],
  ['undone because tasks fail', { status: 'ROLLBACK_SUCCESSFUL', alarms: { triggeredAlarmNames: [] } }, false],
  ['undone, without a word of alarms', { status: 'ROLLBACK_SUCCESSFUL' }, false],
  ['an alarm, and the rollback fails', { status: 'ROLLBACK_FAILED', alarms }, false],
  ['an alarm, and the rollback goes on', { status: 'ROLLBACK_IN_PROGRESS', alarms }, false],
  ['unknown', undefined, false],
])('a service deployment %s: taken back %#', (_, deployment, back) => {
  expect(undoneService(deployment)).toEqual(back ? { by: 'ECS', reason: 'alarm detected.' } : undefined);
});

const byAlarm: DeploymentInfo = { status: 'Stopped', errorInformation: { code: 'ALARM_ACTIVE', message: 'alarms <errors>' } };

test.each<[string, DeploymentInfo | undefined, DeploymentInfo | undefined, boolean]>([
  ['stopped by an alarm and undone', { status: 'Succeeded' }, byAlarm, true],
  ['whose undoing failed', { status: 'Failed' }, byAlarm, false],
  ['undone for another reason', { status: 'Succeeded' }, { errorInformation: { code: 'INVALID_LAMBDA_CONFIGURATION' } }, false],
  ['that undoes nothing', { status: 'Succeeded' }, undefined, false],
  ['unknown', undefined, undefined, false],
])('a deployment of a function %s: taken back %#', (_, last, undone, back) => {
  expect(undoneFunction(last, undone)).toEqual(back ? { by: 'CodeDeploy', reason: 'alarms <errors>' } : undefined);
});

test.each([
  [2, 'Staging', {}, true],
  [3, 'Staging', {}, false],
  [4, 'Staging', {}, false],
  [4, 'Production', {}, true],
  // Bad later: its deployment and its gate see a good build.
  [5, 'Production', {}, false],
  [7, 'Staging', { 7: 2 }, true],
])('build %d in %s, like %j: meant to be bad is %s', (build, environment, like, bad) => {
  expect(meantBad(like)(build, environment)).toBe(bad);
});
