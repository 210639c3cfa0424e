/** Something about an instance that the rehearsal cannot do, or that would be wrong on EC2 as well. */
export class ComputeError extends Error {
  override readonly name = 'ComputeError';

  constructor(
    readonly code: ComputeErrorCode,
    problem: string,
    /** What to do about it. */
    readonly fix: string,
  ) {
    super(`${problem} ${fix}`);
  }
}

export type ComputeErrorCode = 'UserData' | 'OutsideRoot' | 'UnitFile' | 'NoFreePort' | 'AgentConfig' | 'Balancer' | 'Dockerfile';
