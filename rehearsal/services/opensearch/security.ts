/** Fine-grained access control: roles of the domain, and which roles of IAM are mapped to them. */
import * as v from 'valibot';
import type { Principal } from '../../cloud/service';

const texts = v.optional(v.array(v.string()), []);

export const roleSchema = v.object({
  cluster_permissions: texts,
  index_permissions: v.optional(v.array(v.object({ index_patterns: texts, allowed_actions: texts })), []),
  tenant_permissions: v.optional(v.array(v.object({ tenant_patterns: texts, allowed_actions: texts })), []),
});

export const mappingSchema = v.object({ backend_roles: texts, hosts: texts, users: texts });

export type Role = v.InferOutput<typeof roleSchema>;
export type RoleMapping = v.InferOutput<typeof mappingSchema>;

/** What a request needs: a permission of the cluster, or one on an index. */
export type Permission =
  | { readonly on: 'cluster'; readonly action: 'bulk' | 'monitor' | 'administer' }
  | { readonly on: 'index'; readonly action: 'write' | 'create' | 'read'; readonly index: string };

/** Action groups of the security plugin, as far as requests of the rehearsal need them. */
const groups: Readonly<Record<Permission['on'], Readonly<Record<string, readonly string[]>>>> = {
  cluster: { bulk: ['cluster_composite_ops', 'cluster_all', '*'], monitor: ['cluster_monitor', 'cluster_all', '*'], administer: ['*'] },
  index: {
    write: ['crud', 'write', 'indices_all', '*'],
    create: ['create_index', 'manage', 'indices_all', '*'],
    read: ['read', 'search', 'crud', 'indices_all', '*'],
  },
};

export class Security {
  readonly roles = new Map<string, Role>();
  readonly mappings = new Map<string, RoleMapping>();

  constructor(private readonly masterRoleArn: string) {}

  /** Whether a principal of IAM may do something inside the domain. The operator at the laptop may do everything. */
  may(caller: Principal, permission: Permission): boolean {
    if (caller.kind === 'operator') return true;
    if (caller.kind === 'service') return false;
    if (caller.arn === this.masterRoleArn) return true;
    return this.rolesOf(caller.arn).some((role) => grants(role, permission));
  }

  private rolesOf(arn: string): readonly Role[] {
    return [...this.mappings]
      .filter(([, { backend_roles: backend }]) => backend.includes(arn))
      .flatMap(([name]) => this.roles.get(name) ?? []);
  }
}

const grants = (role: Role, permission: Permission): boolean => {
  const wanted = groups[permission.on][permission.action] ?? [];
  if (permission.on === 'cluster') return role.cluster_permissions.some((each) => wanted.includes(each));
  return role.index_permissions.some(
    ({ index_patterns: patterns, allowed_actions: allowed }) =>
      patterns.some((pattern) => fits(pattern, permission.index)) && allowed.some((each) => wanted.includes(each)),
  );
};

/** Whether a name fits a pattern with stars. */
export const fits = (pattern: string, name: string): boolean => new RegExp(`^${pattern.split('*').map(escape).join('.*')}$`).test(name);

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
