/** API Gateway on a laptop: the templates' HTTP APIs on local ports, in front of their functions. */
import type { Cloud } from '../../cloud/cloud';
import type { Service, ServiceFactory } from '../../cloud/service';
import { Lifetime } from '../lifetime';
import { Apis } from './apis';
import { apiResource, integrationResource, routeResource, stageResource } from './resources';

export interface ApiGatewayOptions {
  /** Port of the first API on 127.0.0.1. Default: a free one. */
  readonly port?: number;
}

/** Builds the stand-in for API Gateway (HTTP APIs). Creating an API throws PortError where its port is taken. */
export const apiGatewayService =
  ({ port = 0 }: ApiGatewayOptions = {}): ServiceFactory =>
  (cloud: Cloud): Service => {
    const lifetime = new Lifetime(cloud, 'apigateway');
    const apis = new Apis(cloud, lifetime, port);
    return {
      name: 'apigateway',
      operations: {},
      resources: {
        'AWS::ApiGatewayV2::Api': apiResource(apis),
        'AWS::ApiGatewayV2::Integration': integrationResource(apis),
        'AWS::ApiGatewayV2::Route': routeResource(apis),
        'AWS::ApiGatewayV2::Stage': stageResource(cloud, apis),
      },
      stop: async () => {
        await apis.stop();
        await lifetime.stop();
      },
    };
  };
