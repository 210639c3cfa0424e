/** How CodeDeploy shifts traffic between versions of a function. Pure. */

/** One step: the share that the new version gets, and how long it keeps it. */
export interface TrafficStep {
  /** 0 to 1. */
  readonly share: number;
  /** Virtual milliseconds until the next step; 0 for the last. */
  readonly milliseconds: number;
}

/** A deployment configuration of compute platform Lambda. */
export interface TrafficConfig {
  readonly name: string;
  readonly id: string;
  readonly platform: 'Lambda';
  readonly steps: readonly TrafficStep[];
}

const minute = 60_000;
const end: TrafficStep = { share: 1, milliseconds: 0 };

const canary = (percent: number, minutes: number): readonly TrafficStep[] => [
  { share: percent / 100, milliseconds: minutes * minute },
  end,
];

const linear = (percent: number, minutes: number): readonly TrafficStep[] => [
  ...Array.from({ length: Math.ceil(100 / percent) - 1 }, (_, index) => ({
    share: ((index + 1) * percent) / 100,
    milliseconds: minutes * minute,
  })),
  end,
];

const named: readonly (readonly [string, readonly TrafficStep[]])[] = [
  ['LambdaAllAtOnce', [end]],
  ['LambdaCanary10Percent5Minutes', canary(10, 5)],
  ['LambdaCanary10Percent10Minutes', canary(10, 10)],
  ['LambdaCanary10Percent15Minutes', canary(10, 15)],
  ['LambdaCanary10Percent30Minutes', canary(10, 30)],
  ['LambdaLinear10PercentEvery1Minute', linear(10, 1)],
  ['LambdaLinear10PercentEvery2Minutes', linear(10, 2)],
  ['LambdaLinear10PercentEvery3Minutes', linear(10, 3)],
  ['LambdaLinear10PercentEvery10Minutes', linear(10, 10)],
];

/** CodeDeploy's own, by name. */
export const predefinedTraffic: readonly TrafficConfig[] = named.map(([name, steps], index) => ({
  name: `CodeDeployDefault.${name}`,
  id: `00000000-0000-0000-0000-${String(100 + index).padStart(12, '0')}`,
  platform: 'Lambda',
  steps,
}));
