import type { DeploymentTarget } from '@aws-sdk/client-codedeploy';
import { failureOf } from '../../../cli/pipeline/deployment-failure';

const target = (lifecycleEvents: NonNullable<DeploymentTarget['instanceTarget']>['lifecycleEvents']): DeploymentTarget => ({
  deploymentTargetType: 'InstanceTarget',
  instanceTarget: { targetId: 'i-0a1', status: 'Failed', lifecycleEvents },
});

test.each<{ readonly name: string; readonly target: DeploymentTarget; readonly text: string | undefined }>([
  { name: 'nothing failed', target: target([{ lifecycleEventName: 'Install', status: 'Succeeded' }]), text: undefined },
  {
    name: 'a script failed',
    target: target([
      { lifecycleEventName: 'Install', status: 'Succeeded' },
      {
        lifecycleEventName: 'AfterInstall',
        status: 'Failed',
        diagnostics: {
          errorCode: 'ScriptFailed',
          scriptName: 'scripts/after-install.sh',
          message: 'Script failed with exit code 3.',
          logTail: '[stderr]disk is full\n',
        },
      },
    ]),
    text: 'i-0a1 failed in AfterInstall (scripts/after-install.sh): ScriptFailed: Script failed with exit code 3. Output: [stderr]disk is full',
  },
  {
    name: 'there is no script',
    target: target([
      { lifecycleEventName: 'ApplicationStop', status: 'Failed', diagnostics: { errorCode: 'UnknownError', message: 'no appspec.yml' } },
    ]),
    text: 'i-0a1 failed in ApplicationStop: UnknownError: no appspec.yml',
  },
  { name: 'it is no instance', target: {}, text: undefined },
])('$name', ({ target: given, text }) => {
  expect(failureOf(given)).toBe(text);
});
