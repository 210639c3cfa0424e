import * as v from 'valibot';
import {
  consoleOf,
  deploymentTag,
  destinationKey,
  destinationName,
  sameDestination,
  type Destination,
} from '../../lambda/contract/destination';
import { destinationSchema } from '../../lambda/gate/destination-schema';
import { revisionAddress, revisionKey, sameRevision, type Revision } from '../../lambda/gate/revision';
import { revisionSchema } from '../../lambda/gate/revision-schema';

const server: Destination = { kind: 'server', applicationName: 'shop', deploymentGroupName: 'Production' };
const alias: Destination = { ...server, kind: 'function', functionName: 'shop-Production', alias: 'live' };
const service: Destination = { kind: 'service', cluster: 'shop', service: 'Production' };

const bundle: Revision = { kind: 'bundle', bucket: 'artifacts', key: 'shop/Applicatio/three', bundleType: 'zip', eTag: 'e', version: 'v' };
const version: Revision = { kind: 'function-version', functionName: 'shop-Production', alias: 'live', version: '3' };
const task: Revision = { kind: 'task-definition', taskDefinitionArn: 'arn:aws:ecs:us-east-1:123456789012:task-definition/shop:3' };

test.each([
  [server, 'shop/Production', 'deployment group shop/Production', 'DeploymentGroup:Production', 'CodeDeploy'],
  [alias, 'shop/Production', 'deployment group shop/Production', 'DeploymentGroup:Production', 'CodeDeploy'],
  [service, 'ecs:shop/Production', 'ECS service shop/Production', 'EcsService:Production', 'ECS'],
])('%j has a key, a name, a tag and a console', (destination, key, name, tag, itsConsole) => {
  expect([destinationKey(destination), destinationName(destination), deploymentTag(destination), consoleOf(destination)]).toEqual([
    key,
    name,
    tag,
    itsConsole,
  ]);
  expect(v.parse(destinationSchema, destination)).toEqual(destination);
});

test('a service is no deployment group of the same name', () => {
  expect(sameDestination(server, service)).toBe(false);
  expect(sameDestination(server, { ...server })).toBe(true);
});

test.each([
  ['of another kind', { kind: 'cluster', cluster: 'x' }],
  ['without a kind', { applicationName: 'shop', deploymentGroupName: 'Production' }],
  ['with an empty name', { ...server, applicationName: '' }],
  ['a function without an alias', { ...server, kind: 'function', functionName: 'shop' }],
])('a destination %s is refused', (_what, given) => {
  expect(v.is(destinationSchema, given)).toBe(false);
});

test.each<[string, Revision, Revision, boolean]>([
  ['the same object', bundle, { ...bundle }, true],
  ['another version of an object', bundle, { ...bundle, version: 'w' }, false],
  ['another ETag', bundle, { ...bundle, eTag: 'f' }, false],
  ['the same version, its hash known', version, { ...version, codeSha256: 'abc' }, true],
  ['another version of a function', version, { ...version, version: '4' }, false],
  ['the same version of another function', version, { ...version, functionName: 'shop-Staging' }, false],
  ['a task definition in another revision of its service', task, { ...task, serviceRevisionArn: 'arn:1' }, true],
  ['another task definition', task, { ...task, taskDefinitionArn: `${task.taskDefinitionArn}4` }, false],
  ['another kind', bundle, version, false],
])('%s', (_what, a, b, same) => {
  expect(sameRevision(a, b)).toBe(same);
  expect(revisionKey(a) === revisionKey(b)).toBe(same);
});

test.each([
  [bundle, 's3://artifacts/shop/Applicatio/three version v'],
  [version, 'shop-Production version 3'],
  [task, task.taskDefinitionArn],
])('%j is found there by people', (revision, address) => {
  expect(revisionAddress(revision)).toBe(address);
  expect(v.parse(revisionSchema, revision)).toEqual(revision);
});
