/** Index templates and lifecycle policies of a domain. */
import * as v from 'valibot';
import { fits } from './security';

const field = v.looseObject({ type: v.string() });

export const templateSchema = v.looseObject({
  index_patterns: v.pipe(v.array(v.string()), v.minLength(1)),
  priority: v.optional(v.number(), 0),
  template: v.looseObject({
    mappings: v.optional(
      v.object({
        dynamic: v.optional(v.union([v.boolean(), v.picklist(['true', 'false', 'strict'])]), true),
        properties: v.optional(v.record(v.string(), field), {}),
      }),
      {},
    ),
  }),
});

export const policySchema = v.object({
  policy: v.looseObject({
    default_state: v.string(),
    states: v.pipe(
      v.array(v.looseObject({ name: v.string(), transitions: v.optional(v.array(v.looseObject({ state_name: v.string() })), []) })),
      v.minLength(1),
    ),
    ism_template: v.optional(v.array(v.object({ index_patterns: v.array(v.string()), priority: v.optional(v.number(), 0) })), []),
  }),
});

type Template = v.InferOutput<typeof templateSchema>;
export type Mappings = Template['template']['mappings'];
export type Policy = v.InferOutput<typeof policySchema>;

export class Settings {
  readonly templates = new Map<string, Template>();
  readonly policies = new Map<string, { readonly policy: Policy; readonly sequence: number }>();
  private sequence = 0;

  putPolicy(name: string, policy: Policy): number {
    this.sequence += 1;
    this.policies.set(name, { policy, sequence: this.sequence });
    return this.sequence;
  }

  /** Mappings of a new index: those of the template of the highest priority that fits its name. */
  mappingsFor(index: string): Mappings {
    const fitting = [...this.templates.values()].filter(({ index_patterns: patterns }) => patterns.some((each) => fits(each, index)));
    return fitting.toSorted((a, b) => b.priority - a.priority)[0]?.template.mappings ?? { dynamic: true, properties: {} };
  }
}
