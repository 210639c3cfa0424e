import type { Account, OpenedStack } from './account';
import { checkAttached } from './attached';
import { resourcesIn } from './deployed';
import type { Finding } from './difference';
import type { OpenClients } from './elsewhere';
import { grantedRoles } from './granted';
import { allRoles, askedRole, checkPermissions } from './permissions';
import { resourceArns, type Deployed } from './resources';
import { expectedRoles } from './roles';
import { readStacks } from './stacks';

/** Every role of the system: of the gate and healing by the contract, of everybody by the templates. */
export async function checkRoles(
  open: OpenClients,
  deployed: Deployed,
  tools: Account,
  accounts: readonly Account[],
): Promise<readonly Finding[]> {
  const stacks = [...accounts.flatMap((account) => account.stacks), ...(await replicas(open, deployed, tools))];
  const elsewhere = Object.values(deployed.environments).some(({ deployment: { account } }) => account !== undefined);
  const contract = expectedRoles(
    tools.place,
    resourcesIn(tools, 'UnbreakableGate'),
    resourcesIn(tools, 'UnbreakableHealing'),
    elsewhere,
  ).map((role) => askedRole(role, resourceArns(deployed, role.part)));
  const findings = await Promise.all(
    accounts.map(async (account) => {
      const templates = account.stacks.flatMap((stack) => grantedRoles(account, stack, stacks));
      const { iam } = account.clients;
      return [
        ...(await checkPermissions(iam, allRoles(account === tools ? contract : [], templates))),
        ...(await checkAttached(iam, templates)),
      ];
    }),
  );
  return findings.flat();
}

/** The stacks that copy artifacts to other regions: roles name their outputs. */
async function replicas(open: OpenClients, { environments }: Deployed, { place }: Account): Promise<readonly OpenedStack[]> {
  const regions = new Set(Object.values(environments).flatMap(({ deployment: { account } }) => account?.region ?? []));
  const others = [...regions].filter((region) => region !== place.region);
  const found = await Promise.all(others.map((region) => readStacks(open({ region }).cloudformation)));
  const template = { Resources: {}, Parameters: {}, Conditions: {}, Mappings: {}, Outputs: {}, Rules: {} };
  return found.flat().map((stack) => ({ ...stack, resources: [], template }));
}
