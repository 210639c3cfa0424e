/** Where a monspec asks for less than the policy. A candidate must not set its own exam. */
import type { LintFinding } from '../lint/finding';
import { lintedService, type LintedService } from '../lint/service';
import type { Monspec } from '../monspec';
import { recordOf } from '../rules/view';
import type { Floor, Floors } from './floors';
import { marginsBelow } from './margins';
import { placesBelow } from './places';
import { settingsBelow, windowBelow } from './settings';
import { signatureBelow } from './signature';

/** What is known of the gate beside its monspec. */
export interface FloorOptions {
  /** Length of its window; absent where nobody knows. */
  readonly windowMinutes?: number;
}

const floorBelow = (service: LintedService, floor: Floor, { windowMinutes }: FloorOptions): LintFinding[] => [
  ...windowBelow(service, floor, windowMinutes),
  ...settingsBelow(service, floor),
  ...placesBelow(service, floor),
  ...marginsBelow(service, floor),
  ...floor.signatures.flatMap((signature) => signatureBelow(service.path, service.signatures, signature)),
];

/** Every place where a service asks for less than its floors. */
const serviceBelow = (service: LintedService, { floors }: Floors, options: FloorOptions): LintFinding[] =>
  floors.filter(({ of }) => of === '*' || of === service.value.key).flatMap((floor) => floorBelow(service, floor, options));

/** @param file the value that the monspec was parsed from. */
export const floorFindings = (
  floors: Floors,
  { services }: Monspec,
  file: unknown,
  options: FloorOptions = {},
): readonly LintFinding[] =>
  services.flatMap((value) => serviceBelow(lintedService(value, recordOf(file)[value.key]), floors, options));
