/** How sure a gate has to be: what its comparison says goes before what its service says. */
import type { Comparison, Judging, ServiceSpec } from './monspec';

type Said = { readonly [Key in keyof Judging]?: Judging[Key] | undefined };

/** The settings out of anything that has them among others; absent ones stay absent. */
export const judgingOf = ({ rule, falseRejects, falseApprovals, proof, earlyApproval, score }: Said): Judging => ({
  ...(rule === undefined ? {} : { rule }),
  ...(falseRejects === undefined ? {} : { falseRejects }),
  ...(falseApprovals === undefined ? {} : { falseApprovals }),
  ...(proof === undefined ? {} : { proof }),
  ...(earlyApproval === undefined ? {} : { earlyApproval }),
  ...(score === undefined ? {} : { score }),
});

/** A service with the settings by which one of its comparisons is judged. */
export const judgedAs = (service: ServiceSpec, { judging }: Comparison): ServiceSpec => ({ ...service, ...judging });
