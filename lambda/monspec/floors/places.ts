/** What is compared with what, and where its metrics are found: a monspec that measures something else sets its own exam. */
import type { LintFinding } from '../lint/finding';
import type { LintedService } from '../lint/service';
import type { EnvironmentSpec } from '../monspec';
import { below } from './below';
import type { Floor, FloorComparison } from './floors';
import { sameJson } from './same-json';

const timesOf = ({ source, compare, shiftSourceSeconds, baseline, concurrent = false }: FloorComparison) => ({
  source,
  compare,
  shiftSourceSeconds,
  baseline,
  concurrent,
});

const spoken = ({ source, compare, shiftSourceSeconds, baseline, concurrent = false }: FloorComparison): string => {
  const moved = shiftSourceSeconds === 0 ? '' : ` ${shiftSourceSeconds} s earlier`;
  const before = baseline.kind === 'beforeDeployment' ? ' before the deployment' : baseline.seconds === 0 ? '' : ` ${baseline.seconds} s earlier`;
  return `${source}${moved} with ${compare}${before}${concurrent ? ' (concurrent)' : ''}`;
};

const comparisonBelow = ({ path, comparisons }: LintedService, floor: FloorComparison): LintFinding[] => {
  const own = comparisons.find(({ value }) => value.name === floor.name);
  if (own === undefined) {
    return [below([...path, 'comparisons'], undefined, `The policy wants the comparison ${floor.name}, which is not here.`, 'Add it.')];
  }
  return sameJson(timesOf(own.value), timesOf(floor))
    ? []
    : [
        below(
          own.path,
          spoken(own.value),
          `The policy wants ${floor.name} to compare ${spoken(floor)}.`,
          'Keep its source, compare, time frames and "concurrent".',
        ),
      ];
};

const environmentBelow = ({ path, value: { environments } }: LintedService, floor: EnvironmentSpec): LintFinding[] => {
  const own = Object.hasOwn(environments, floor.name) ? environments[floor.name] : undefined;
  return own === undefined || sameJson(own, floor)
    ? []
    : [
        below(
          [...path, 'environments', floor.name],
          own,
          `The policy says where the metrics of ${floor.name} are found; this says otherwise, so it would measure something else.`,
          'Keep the tags, dimensions and labels of the policy, and add none.',
        ),
      ];
};

/** Comparisons that are not those of the policy, and environments that point elsewhere. */
export const placesBelow = (service: LintedService, { comparisons, environments }: Floor): LintFinding[] => [
  ...comparisons.flatMap((floor) => comparisonBelow(service, floor)),
  ...environments.flatMap((floor) => environmentBelow(service, floor)),
];
