import { behaveLike, defineBuild } from '../../sample/builds';
import { behaviourIn } from '../../sample/app/build';

/** Whether a build is meant to be worse than others in an environment from its first minute on. */
export type MeantBad = (build: number, environment: string) => boolean;

/** By the sample's own description of its builds. @param like build → the shipped build that it behaves like */
export const meantBad =
  (like: Readonly<Record<number, number>> = {}): MeantBad =>
  (build, environment) => {
    const { sleepFactor, failureRate } = behaviourIn(defineBuild(build, behaveLike(like)), environment, 0);
    return sleepFactor > 1 || failureRate > 0;
  };
