/** Lambda on a laptop: functions of the templates, run from their bundles in child processes with their own role. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import type { Service, ServiceFactory } from '../../cloud/service';
import { validated } from '../../cloud/validated';
import { text } from '../input';
import { Lifetime } from '../lifetime';
import { laptopLimits } from './deployed-function';
import { eventSourceResource } from './event-source';
import { getFunctionConfiguration } from './get-function-configuration';
import { FunctionRegistry } from './function-registry';
import { invoke, invokeInput } from './invoke';
import { aliasResource, eventInvokeResource, functionResource, layerResource, permissionResource, versionResource } from './resources';
import { Fronts } from './front/fronts';
import { buildRuntime } from './runtime-file';
import { versionOperations } from './version-operations';

/** The stand-in for Lambda. It needs the clock's preload in the directory of the run before the first invocation. */
export const lambdaService: ServiceFactory = (cloud: Cloud): Service => {
  const registry = new FunctionRegistry(cloud);
  const lifetime = new Lifetime(cloud, 'lambda');
  const fronts = new Fronts(cloud, registry, lifetime);
  const hosting = { cloud, runtimeFile: buildRuntime(cloud.directory), limits: laptopLimits };
  return {
    name: 'lambda',
    operations: {
      Invoke: validated(invokeInput, invoke(cloud, lifetime, registry)),
      GetFunctionConfiguration: validated(
        v.object({ FunctionName: text, Qualifier: v.optional(text) }),
        getFunctionConfiguration(cloud, registry),
      ),
      ...versionOperations(cloud, registry, fronts),
    },
    resources: {
      'AWS::Lambda::Function': functionResource(hosting, registry),
      'AWS::Lambda::Permission': permissionResource(cloud, registry),
      'AWS::Lambda::EventInvokeConfig': eventInvokeResource(registry),
      'AWS::Lambda::EventSourceMapping': eventSourceResource(cloud, lifetime, registry),
      'AWS::Lambda::Version': versionResource(registry),
      'AWS::Lambda::Alias': aliasResource(registry),
      'AWS::Lambda::LayerVersion': layerResource,
    },
    stop: async () => {
      await Promise.all([fronts.stop(), lifetime.stop(), ...registry.all().map((deployed) => deployed.stop())]);
    },
  };
};
