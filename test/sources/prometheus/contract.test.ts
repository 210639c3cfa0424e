import { prometheusSource } from '../../../lambda/sources/prometheus/prometheus-source';
import { known } from '../../../lambda/sources/http/secret';
import { describeContract, type RunningRemotely } from '../contract';
import { request, signature, start } from '../requests';
import { startPrometheus } from '../support/prometheus-stand-in';
import { closedAddress } from '../support/stand-in';
import { quickPace } from '../support/time';

const secret = 'a-secret-of-prometheus';
const inEnvironment = (env: string) =>
  request(signature('service.requestspermin'), { environment: { name: env, tags: [], prometheus: { labels: { env } } } });

describeContract({
  name: 'Prometheus',
  start: async (): Promise<RunningRemotely> => {
    const { server, knowledge, url } = await startPrometheus({
      exists: (match) => match === '{env="staging"}',
      admits: ({ headers }) => headers.authorization === `Bearer ${secret}`,
    });
    const closed = await closedAddress();
    const sourceAt = (address: string, limits = {}) =>
      prometheusSource({ url: address, auth: { kind: 'bearer', token: known(secret) }, limits, pace: quickPace() });
    return {
      server,
      source: (limits) => sourceAt(url, limits),
      unreachable: () => sourceAt(closed),
      request: inEnvironment('staging'),
      elsewhere: inEnvironment('nowhere'),
      hold: (value) => {
        knowledge.evaluate = (query, second) => {
          const held = query.includes('env="staging"') ? value((second - start / 1000) / 60 - 1) : null;
          return held === null ? null : String(held);
        };
      },
      crowd: () => {
        const several = Array.from({ length: 5_000 }, () => '1');
        knowledge.evaluate = (_, second) => (second === start / 1000 + 60 ? several : null);
        return { ...inEnvironment('staging'), signature: signature({ kind: 'timeseries', key: 'prometheus:up{$labels} * 1' }) };
      },
      secrets: [secret],
    };
  },
});
