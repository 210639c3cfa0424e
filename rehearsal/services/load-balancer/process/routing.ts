/** Which route a path takes. Pure. */
import type { Fault, Route } from '../messages';

/** The first route that matches; undefined where none does. */
export const chooseRoute = (routes: readonly Route[], path: string): Route | undefined =>
  routes.find(({ paths }) => paths.length === 0 || paths.some((pattern) => matches(pattern, path)));

/** ALB path patterns: `*` stands for any number of characters, `?` for exactly one; case matters. */
export const matches = (pattern: string, path: string): boolean => {
  const expression = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${expression}$`).test(path);
};

/** Whether a health check's answer counts, for a Matcher such as `200`, `200,302` or `200-399`. */
export const isExpected = (codes: string, status: number): boolean =>
  codes.split(',').some((part) => {
    const [from, to] = part.split('-').map(Number);
    return from !== undefined && status >= from && status <= (to ?? from);
  });

/** Everything that disturbs a group: latencies add up, the highest error rate counts. */
export const disturbance = (faults: readonly Fault[], group: string): Omit<Fault, 'group'> => {
  const acting = faults.filter((fault) => fault.group === undefined || fault.group === group);
  return {
    latencyMilliseconds: acting.reduce((sum, fault) => sum + fault.latencyMilliseconds, 0),
    errorRate: Math.max(0, ...acting.map((fault) => fault.errorRate)),
  };
};
