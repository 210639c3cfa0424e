import { AwsError } from '../../cloud/aws-error';
import type { Cloud } from '../../cloud/cloud';
import { fingerprint } from '../../cloud/physical-name';
import type { ResourceRequest } from '../../cloud/service';
import type { Lifetime } from '../lifetime';
import type { HttpApi } from './api';
import { startApiServer, type ApiServer } from './api-server';
import { serveApi } from './serve-api';

/** Ids of API Gateway look like this; the same template gives the same ones. */
export const shortId = (request: ResourceRequest, length: number): string =>
  fingerprint(`${request.stackName}/${request.logicalId}`, length).toLowerCase();

/** The HTTP APIs that run. */
export class Apis {
  private readonly apis = new Map<string, HttpApi>();
  private readonly servers: ApiServer[] = [];

  /** @param firstPort of the first API; the others take free ones. 0: a free one too */
  constructor(
    private readonly cloud: Cloud,
    private readonly lifetime: Lifetime,
    private readonly firstPort: number,
  ) {}

  /** Starts an API. Throws PortError. */
  async start(request: ResourceRequest): Promise<HttpApi> {
    const id = shortId(request, 10);
    const holder: { api?: HttpApi } = {};
    const server = await startApiServer(this.servers.length === 0 ? this.firstPort : 0, (incoming, response) => {
      const { api } = holder;
      if (api === undefined) response.destroy();
      else this.lifetime.run(`request to API ${id}`, () => serveApi(this.cloud, this.lifetime, api, incoming, response));
    });
    this.servers.push(server);
    const api: HttpApi = { id, endpoint: `http://127.0.0.1:${server.port}`, integrations: new Map(), routes: [], stage: undefined };
    holder.api = api;
    this.apis.set(id, api);
    return api;
  }

  /** Throws NotFoundException. */
  find(id: string): HttpApi {
    const found = this.apis.get(id);
    if (found !== undefined) return found;
    throw new AwsError('NotFoundException', `Invalid API identifier specified ${this.cloud.account}:${id}`, 404);
  }

  async stop(): Promise<void> {
    await Promise.all(this.servers.map((server) => server.stop()));
  }
}
