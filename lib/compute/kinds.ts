import type { Config } from '../config/config';
import { ec2Kind } from './ec2/ec2-kind';
import { ecsKind } from './ecs/ecs-kind';
import type { ComputeKind } from './kind';
import { lambdaKind } from './lambda/lambda-kind';

/** What the application runs on, by the option `compute`. */
const kinds: Readonly<Record<Config['compute'], ComputeKind>> = { ec2: ec2Kind, ecs: ecsKind, lambda: lambdaKind };

/** The kind of compute of a configuration. */
export const computeKind = ({ compute }: Config): ComputeKind => kinds[compute];
