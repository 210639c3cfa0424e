/** A whole decision as the gate makes it: its own step Look, again and again, until the window is over. */
import type { Evidence } from '../../lambda/gate/evidence';
import { look } from '../../lambda/gate/look';
import { added } from '../../lambda/sources/merged-receipt';
import type { MetricSource, SourceReceipt } from '../../lambda/sources/source';
import { aValidation } from '../../test/gate/support/validations';
import { World } from '../../test/gate/support/world';
import { begin, historyPairs, minute, signatures, windowLength } from './questions';

const environments = Object.fromEntries(
  ['Staging', 'Production'].map((Env) => [Env, { cloudwatch: { dimensions: { Env } } }]),
);

/** 50 means of an own namespace, staging against production, with the same windows of ten earlier days. */
const monspec = JSON.stringify({
  Shop: {
    etype: 'SERVICE',
    rule: 'evidence',
    environments,
    comparisons: [{ name: 'C', source: 'Staging', compare: 'Production', scalefactorperc: { default: 20 }, history: { days: historyPairs } }],
    perfsignature: Array.from({ length: signatures }, (_, index) => ({
      cloudwatch: { namespace: 'Shop', metric: `Step${index}` },
      unit: 'ms',
    })),
  },
});

const validation = aValidation({
  comparison: 'C',
  registeredAt: begin,
  deployment: { ...aValidation().deployment, startedAt: begin - 5 * minute },
  timing: {
    candidate: { start: begin, end: begin + windowLength },
    lookEverySeconds: 60,
    ingestionDelaySeconds: 120,
    extendSeconds: 0,
    extended: false,
  },
});

/** A world with the validation to decide, and nothing before it. */
async function opened(): Promise<World> {
  const world = new World();
  world.deployments.deployments.splice(0);
  world.deployments.deployed(validation.deployment.deploymentId, validation.deployment.revision, begin - 5 * minute);
  world.kept.set(validation.monspecKey, monspec);
  await world.validations.create(validation);
  return world;
}

/** What a decision cost its source, by look. */
export interface Decision {
  readonly looks: number;
  readonly receipts: readonly SourceReceipt[];
  readonly verdict: string;
}

/**
 * Makes every look of a decision.
 * @param sourceAt the source of a look, as a function that starts anew (or not) makes it; `clock` is the look's.
 */
export async function decide(sourceAt: (clock: () => number) => MetricSource): Promise<Decision> {
  const world = await opened();
  const { validationId } = validation;
  const receipts: SourceReceipt[] = [];
  let looks = 0;
  for (let state = await lookAt(begin + 3 * minute); state.next === 'look'; state = await lookAt(Date.parse(state.at)));
  const last = [...world.kept.values()].filter((one): one is Evidence => typeof one === 'object').at(-1);
  return { looks, receipts, verdict: `${last?.verdict.verdict ?? 'none'}, ${last?.history?.pairs.length ?? 0} earlier pairs` };

  async function lookAt(now: number) {
    const source = sourceAt(() => now);
    const metered: MetricSource = {
      name: source.name,
      fetch: async (requests) => {
        const fetched = await source.fetch(requests);
        receipts.push(fetched.receipt);
        return fetched;
      },
    };
    looks += 1;
    return look({ validationId, next: 'look', at: new Date(now).toISOString() }, { ...world.ports(), source: metered }, now);
  }
}

/** All looks together. */
export const totalOf = ({ receipts }: Decision): SourceReceipt => added(receipts);
