import type { TakenBack } from './taken-back';

/** In one sentence. Pure. */
export const takenBackText = (build: number, { stage, by, reason }: Omit<TakenBack, 'expected'>): string =>
  `Build ${build} was taken back by ${by} in ${stage} before the gate was asked: ${reason.replace(/\.?$/, '.')}`;
