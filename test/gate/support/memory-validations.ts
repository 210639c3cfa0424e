import type { StartedRemediation, ValidationStore, Written } from '../../../lambda/gate/ports/validation-store';
import type { Decision, Look, Remediation, Validation } from '../../../lambda/gate/validation';

const without = <T extends object, K extends keyof T>(value: T, ...keys: readonly K[]): Omit<T, K> => {
  const copy = { ...value };
  for (const key of keys) {
    delete copy[key];
  }
  return copy;
};

/** The validations table in memory. It keeps the same promises as the real one: both run the same suite. */
export class MemoryValidations implements ValidationStore {
  readonly records = new Map<string, Validation>();

  async create(validation: Validation): Promise<Written> {
    if (this.records.has(validation.validationId)) {
      return 'stale';
    }
    this.records.set(validation.validationId, validation);
    return 'written';
  }

  async find(validationId: string): Promise<Validation | undefined> {
    return this.records.get(validationId);
  }

  async recordLook(id: string, look: Look): Promise<Written> {
    return this.when(
      id,
      (v) => undecided(v) && (v.lastLook?.number ?? 0) < look.number,
      (v) => ({ ...v, lastLook: look }),
    );
  }

  async extend(id: string, end: number): Promise<Written> {
    return this.when(
      id,
      (v) => undecided(v) && !v.timing.extended && v.lastLook !== undefined,
      (v) => ({
        ...v,
        timing: { ...v.timing, extended: true, candidate: { ...v.timing.candidate, end } },
        lastLook: { ...v.lastLook!, final: false },
      }),
    );
  }

  async recordDecision(id: string, decision: Decision): Promise<Written> {
    return this.when(id, undecided, (v) => ({ ...kept(v, decision), decision, status: 'decided' }));
  }

  async recordPerson(id: string, decision: Decision): Promise<Written> {
    const open = ({ decision: its }: Validation) => its === undefined || (its.by === 'gate' && !its.answered);
    return this.when(id, open, (v) => ({ ...without(kept(v, decision), 'decisionToldAt'), decision, status: 'decided' }));
  }

  async markAnswered(id: string): Promise<Written> {
    return this.when(
      id,
      (v) => v.decision?.by === 'gate',
      (v) => ({ ...v, decision: { ...v.decision!, answered: true } }),
    );
  }

  async abandon(id: string, reason: string, at: number): Promise<Written> {
    return this.when(id, undecided, (v) => ({ ...v, status: 'abandoned', abandonment: { reason, at } }));
  }

  async beginRemediation(id: string, remediation: Remediation): Promise<Written> {
    return this.when(
      id,
      (v) => v.decision !== undefined && v.remediation === undefined,
      (v) => ({ ...v, remediation }),
    );
  }

  async advanceRemediation(id: string, remediation: StartedRemediation): Promise<Written> {
    const going = ({ remediation: its }: Validation) => its?.state === 'starting' || its?.state === 'running';
    return this.when(id, going, (v) => ({ ...v, remediation }));
  }

  async markTold(id: string, what: 'decision' | 'remediation', at: number): Promise<void> {
    this.when(
      id,
      () => true,
      (v) => ({ ...v, ...(what === 'decision' ? { decisionToldAt: at } : { remediationToldAt: at }) }),
    );
  }

  async expire(id: string, expiresAt: number): Promise<void> {
    this.when(
      id,
      (v) => v.expiresAt === undefined,
      (v) => ({ ...v, expiresAt }),
    );
  }

  async markBaseline(id: string, act: 'pin' | 'unpin' | 'invalidate'): Promise<Written> {
    switch (act) {
      case 'pin':
        return this.when(
          id,
          (v) => v.decision?.decision === 'approve' && v.remediation === undefined,
          (v) => ({ ...without(v, 'expiresAt'), baseline: 'pinned' }),
        );
      case 'unpin':
        return this.when(
          id,
          (v) => v.baseline === 'pinned',
          (v) => without(v, 'baseline'),
        );
      case 'invalidate':
        return this.when(
          id,
          (v) => v.decision !== undefined,
          (v) => ({ ...v, baseline: 'invalid' }),
        );
    }
  }

  async *newestFirst(pipeline: string): AsyncGenerator<Validation> {
    yield* [...this.records.values()].filter((v) => v.pipeline === pipeline).sort((a, b) => b.registeredAt - a.registeredAt);
  }

  async *waiting(): AsyncGenerator<Validation> {
    yield* [...this.records.values()].filter((v) => v.status === 'waiting');
  }

  private when(id: string, condition: (validation: Validation) => boolean, change: (validation: Validation) => Validation): Written {
    const validation = this.records.get(id);
    if (validation === undefined || !condition(validation)) {
      return 'stale';
    }
    this.records.set(id, change(validation));
    return 'written';
  }
}

const undecided = (validation: Validation): boolean => validation.decision === undefined && validation.status === 'waiting';

const kept = (validation: Validation, decision: Decision): Validation =>
  decision.decision === 'approve' ? without(validation, 'expiresAt') : validation;
