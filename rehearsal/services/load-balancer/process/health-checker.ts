/** Asks every target of a group for its health, again and again. */
import { get } from 'node:http';
import type { HealthCheck, Target } from '../messages';
import { isExpected } from './routing';
import type { TargetGroup } from './target-group';

/** Returns how to stop. */
export const checkHealth = (group: TargetGroup, check: HealthCheck): (() => void) => {
  const round = () => {
    for (const target of group.targets) void probe(target, check).then((good) => group.checked(target.id, good));
  };
  round();
  const timer = setInterval(round, check.everyMilliseconds);
  return () => clearInterval(timer);
};

/** Never rejects. */
export const probe = (target: Target, check: HealthCheck): Promise<boolean> =>
  new Promise((resolve) => {
    const request = get(
      { host: '127.0.0.1', port: target.port, path: check.path, agent: false, headers: { 'user-agent': 'ELB-HealthChecker/2.0' } },
      (response) => {
        response.resume();
        resolve(isExpected(check.codes, response.statusCode ?? 0));
      },
    );
    request.setTimeout(check.timeoutMilliseconds, () => request.destroy());
    request.on('error', () => resolve(false));
    request.on('close', () => resolve(false));
  });
