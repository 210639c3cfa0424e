import type { Deployment } from '../../../lambda/gate/ports/deployments';
import { revisionAddress, revisionKey, sameRevision, type Revision } from '../../../lambda/gate/revision';
import type { Validation } from '../../../lambda/gate/validation';
import type { PlanFacts } from '../../../lambda/healing/planning/plan-types';
import { plan } from '../../../lambda/healing/planning/plan';
import { answeredBy } from '../../../lambda/healing/planning/places';
import { limitsOf } from '../../../lambda/healing/planning/settings';
import { chooseTarget } from '../../../lambda/healing/planning/target';
import { changed, claim, emptyLedger } from '../../../lambda/healing/records/ledger';
import type { Ledger } from '../../../lambda/healing/remediation';
import { aDecision } from '../../gate/support/validations';
import { aProblem, destination, minute, passed, revision, ten } from '../support/world';

/** A small generator of random numbers with a seed (mulberry32). */
const randomFrom = (seed: number) => {
  let state = seed;
  return (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

const limits = limitsOf({ mode: 'auto', match: { entities: ['shop'] }, cooldownMinutes: 10 });

/** Production as it was lived: an oracle of its own keeps book of what may be gone back to. */
class History {
  now = ten;
  private ledger: Ledger = emptyLedger(destination);
  private readonly validations: Validation[] = [];
  private readonly deployments: (Deployment & { readonly revision: Revision })[] = [];
  private readonly good = new Set<string>();
  private readonly leftBehind = new Set<string>();
  readonly wrong: string[] = [];
  rollbacks = 0;

  constructor(private readonly random: () => number) {}

  private oneOf<T>(...values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.random() * values.length)] ?? values[0];
  }

  private deploy(deploymentId: string, its: Revision, isRollback: boolean): void {
    this.deployments.push({
      deploymentId,
      status: this.oneOf('succeeded', 'succeeded', 'succeeded', 'running', 'failed'),
      revision: its,
      createdAt: this.now,
      byAutoScaling: false,
      ...(isRollback ? { isRollback } : {}),
    });
  }

  release(number: number): void {
    const decision = this.oneOf('approve', 'approve', 'reject', 'hold', undefined);
    const by = this.oneOf('gate', 'gate', 'gate', 'person');
    const verdict = decision === 'approve' ? this.oneOf('pass', 'warning') : 'fail';
    const stage = this.oneOf('Production', 'Production', 'Production', 'Staging');
    const startedAt = this.now;
    const { decision: _decision, ...open } = passed(String(number), 0, {
      stage,
      registeredAt: this.now + minute,
      release: `Build ${number}${this.random() < 0.05 ? ' rollback: unsafe' : ''}`,
    });
    const validation: Validation = {
      ...open,
      deployment: { ...open.deployment, startedAt, deploymentId: `d-${number}` },
      ...(decision === undefined ? {} : { decision: aDecision({ decision, by, verdict, answered: true }) }),
    };
    this.validations.unshift(validation);
    if (stage === 'Production') {
      this.deploy(`d-${number}`, revision(String(number)), false);
      if (decision === 'approve') {
        this.good.add(String(number));
      }
    }
  }

  redeployByHand(): void {
    const some = this.deployments[Math.floor(this.random() * this.deployments.length)];
    if (some !== undefined) {
      this.deploy(`h-${this.deployments.length}`, some.revision, false);
    }
  }

  problem(number: number): void {
    const current = this.deployments.at(-1);
    if (current === undefined) {
      return;
    }
    const validation = this.validations.find(
      ({ deployment, stage }) => deployment.deploymentId === current.deploymentId && stage === 'Production',
    );
    const problem = aProblem({ id: `p-${number}`, started: this.now - Math.floor(this.random() * 30) * minute });
    const release = this.validations.find(({ deployment }) => sameRevision(deployment.revision, current.revision))?.release;
    const target = chooseTarget({
      validations: this.validations,
      stage: 'Production',
      current: current.revision,
      currentRelease: release,
      condemned: this.ledger.condemned,
    });
    const attribution = {
      pipeline: 'shop',
      environment: 'Production',
      destination,
      deploymentId: current.deploymentId,
      confidence: this.oneOf('high', 'high', 'medium', 'low'),
      sentence: 'It got worse.',
    } as const;
    const facts: PlanFacts = {
      problem,
      attribution: { ranked: [attribution], excluded: [], mayChange: false },
      answeredBy: answeredBy(problem, this.ledger, this.now),
      place: {
        pipeline: 'shop',
        environment: 'Production',
        stage: 'Production',
        limits,
        ledger: this.ledger,
        current,
        validation,
        currentRelease: release,
        target,
        targetExists: this.random() < 0.95,
        lastSucceeded: this.deployments.findLast(({ status }) => status === 'succeeded')?.revision,
        promotions: { kind: 'open' },
        badServices: 1,
      },
      killSwitch: { position: 'on', detail: 'On.' },
      mayWait: false,
      now: this.now,
    };
    const planned = plan(facts);
    if (planned.kind === 'redeploy' || planned.kind === 'stop') {
      this.rollBack(current, planned.target.revision, `p-${number}`);
    }
  }

  private rollBack(current: Deployment & { readonly revision: Revision }, to: Revision, problemId: string): void {
    const remediationId = `shop/Production/${current.deploymentId}`;
    const claimed = claim(this.ledger, {
      remediationId,
      by: 'healing',
      destination,
      pipeline: 'shop',
      environment: 'Production',
      badDeploymentId: current.deploymentId,
      badDeploymentAt: current.createdAt,
      problemIds: [problemId],
      action: 'redeploy',
      from: current.revision,
      fromRelease: '',
      to,
      toRelease: '',
      state: 'starting',
      reason: '',
      startedAt: this.now,
      timeline: [],
    });
    if (claimed.kind === 'taken') {
      return;
    }
    this.check(current.revision, to);
    this.rollbacks += 1;
    this.leftBehind.add(revisionKey(current.revision));
    const deploymentId = `r-${this.deployments.length}`;
    this.now += minute;
    this.deploy(deploymentId, to, false);
    const state = this.oneOf('succeeded', 'escalated', 'failed', 'verifying');
    this.ledger = changed(claimed.ledger, remediationId, (one) => ({
      ...one,
      state,
      deploymentId,
      ...(state === 'verifying' ? {} : { deployedAt: this.now, endedAt: this.now }),
    }));
  }

  private check(from: Revision, to: Revision): void {
    const name = revisionAddress(to).split('/').at(-1) ?? '';
    const complaints = [
      this.good.has(name) ? '' : 'unvalidated',
      sameRevision(to, from) ? 'current' : '',
      this.leftBehind.has(revisionKey(to)) ? 'rolled back from' : '',
    ];
    this.wrong.push(...complaints.filter((complaint) => complaint !== '').map((complaint) => `${name} is ${complaint}`));
  }
}

const live = (seed: number): History => {
  const random = randomFrom(seed);
  const history = new History(random);
  for (let number = 1; number <= 12; number += 1) {
    const dice = random();
    if (dice < 0.4) {
      history.release(number);
    } else if (dice < 0.9) {
      history.problem(number);
    } else {
      history.redeployByHand();
    }
    history.now += Math.floor(random() * 90) * minute;
  }
  return history;
};

test('10,000 random histories never go back to an unvalidated, current or rolled-back-from revision', () => {
  const histories = Array.from({ length: 10_000 }, (_, seed) => live(seed));
  expect(histories.flatMap(({ wrong }) => wrong)).toEqual([]);
  // The property says something only if there is something to say.
  expect(histories.reduce((sum, { rollbacks }) => sum + rollbacks, 0)).toBeGreaterThan(3_000);
});
