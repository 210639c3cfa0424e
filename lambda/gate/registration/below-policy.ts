/** Where the monspec of a job asks for less than the platform's policy. Pure. */
import { floorFindings } from '../../monspec/floors/findings';
import { formatIssue } from '../../monspec/text/issues';
import type { PolicyReading } from '../ports/settings';
import type { JobMonspec } from './monspec-of-job';

/** One sentence per place; a policy that cannot be read counts as one that is not kept. */
export const belowPolicy = (
  { service, file }: Pick<JobMonspec, 'service' | 'file'>,
  policy: PolicyReading,
  windowMinutes: number,
): readonly string[] => {
  switch (policy.kind) {
    case 'none':
      return [];
    case 'unusable':
      return [policy.detail];
    case 'found':
      return floorFindings(policy.floors, { services: [service] }, file, { windowMinutes }).map(formatIssue);
  }
};
