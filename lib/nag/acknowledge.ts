import { Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';

/** A finding that stays, by its rule of the AwsSolutions pack (for example `S1`, `IAM5[Resource::*]`), and why. */
export type Acknowledgements = Readonly<Record<string, string>>;

/** Records findings of cdk-nag that stay as they are, on a construct and everything below it. */
export function acknowledge(construct: IConstruct, reasons: Acknowledgements): void {
  const acknowledgements = Object.entries(reasons).map(([rule, reason]) => ({ id: `AwsSolutions::AwsSolutions-${rule}`, reason }));
  Validations.of(construct).acknowledge(...acknowledgements);
}
