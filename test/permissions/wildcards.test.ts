import { grants } from '../../scripts/docs/permissions';
import { synthesized } from '../lib/support/synthesized';

const { stacks, wildcards } = synthesized();
const reasons = new Map(wildcards.map(({ resource, reason }) => [resource, reason]));

/** Roles of CDK's own helper functions have one reason for everything. */
const isOurs = ({ role }: { readonly role: string }): boolean => !role.startsWith('Custom');

const withWildcard = grants(stacks)
  .filter(isOurs)
  .flatMap(({ stack, role, resources }) =>
    resources.filter((resource) => resource.includes('*')).map((resource) => [`${stack} ${role} ${resource}`, resource] as const),
  );

test('there are wildcards to check', () => {
  expect(withWildcard.length).toBeGreaterThan(20);
});

test.each(withWildcard)('%s has a written reason', (_, resource) => {
  expect(reasons.get(resource)).toMatch(/^[A-Z].{20,}\.$/);
});

test('no reason is left over from a wildcard that is gone', () => {
  const used = new Set(grants(stacks).flatMap(({ resources }) => resources));
  expect([...reasons.keys()].filter((resource) => resource !== undefined && !used.has(resource))).toEqual([]);
});
