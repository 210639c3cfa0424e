/** What the domain is given: roles, lifecycle policy, index template. Pure. */
import { logNames } from '../../contract/logging';

/** Indices of all days. */
export const indexPattern = `${logNames.index}-*`;

/** What Firehose may: exactly what the Firehose Developer Guide asks for, on the indices of logs. */
export const writerRole = {
  cluster_permissions: ['cluster_composite_ops', 'cluster_monitor'],
  index_permissions: [{ index_patterns: [indexPattern], allowed_actions: ['create_index', 'manage', 'crud'] }],
};

/** What people may: read, search, and keep what they draw in the tenant that all share. */
export const readerRole = {
  cluster_permissions: ['cluster_composite_ops_ro'],
  index_permissions: [{ index_patterns: [indexPattern], allowed_actions: ['read', 'search'] }],
  tenant_permissions: [{ tenant_patterns: ['global_tenant'], allowed_actions: ['kibana_all_write'] }],
};

/** Searchable for so many days, then deleted. New indices get it by their name. */
export const lifecyclePolicy = (hotDays: number) => ({
  policy: {
    description: `Logs of the unbreakable pipeline: searchable for ${hotDays} days, then deleted; the bucket keeps them`,
    default_state: 'hot',
    states: [
      { name: 'hot', actions: [], transitions: [{ state_name: 'delete', conditions: { min_index_age: `${hotDays}d` } }] },
      { name: 'delete', actions: [{ delete: {} }], transitions: [] },
    ],
    ism_template: [{ index_patterns: [indexPattern], priority: 100 }],
  },
});

const keyword = { type: 'keyword', ignore_above: 1024 };

/**
 * Members of LogDocument have types; all others are kept and not indexed. `fields` is one flat object: whatever an
 * application logs, no two lines can disagree on the type of a member, and their number is no matter.
 */
export const indexTemplate = (replicas: number) => ({
  index_patterns: [indexPattern],
  priority: 100,
  template: {
    settings: { index: { number_of_shards: 1, number_of_replicas: replicas, refresh_interval: '10s' } },
    mappings: {
      dynamic: false,
      properties: {
        time: { type: 'date' },
        message: { type: 'text', fields: { keyword: { type: 'keyword', ignore_above: 256 } } },
        level: keyword,
        service: keyword,
        version: keyword,
        hostname: keyword,
        logGroup: keyword,
        logStream: keyword,
        eventId: keyword,
        fields: { type: 'flat_object' },
      },
    },
  },
});
