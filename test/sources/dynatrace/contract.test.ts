import { request, signature, start } from '../requests';
import { describeContract, type RunningRemotely } from '../contract';
import { startDynatrace, token } from '../support/dynatrace-stand-in';
import { closedAddress } from '../support/stand-in';
import { service, sourceOf, tagsOf } from './tenant';

const throughput = signature('service.requestspermin');
const inEnvironment = (name: string) => request(throughput, { environment: { name, tags: tagsOf(name) } });

describeContract({
  name: 'Dynatrace',
  start: async (): Promise<RunningRemotely> => {
    const { server, tenant, url } = await startDynatrace({ entities: [service('Staging')] });
    const closed = await closedAddress();
    return {
      server,
      source: (limits) => sourceOf(url, limits),
      unreachable: () => sourceOf(closed),
      request: inEnvironment('Staging'),
      elsewhere: inEnvironment('Nowhere'),
      hold: (value) => {
        tenant.sample = ({ at }) => value((at - start) / 60_000);
      },
      crowd: () => {
        tenant.entities = Array.from({ length: 5_000 }, (_, index) => service('Staging', { id: `SERVICE-${index}` }));
        return inEnvironment('Staging');
      },
      secrets: [token, 'SECRETSECRET'],
    };
  },
});
