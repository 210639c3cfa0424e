import type { ActionContext } from './runner';

/** Region that an action runs in. */
export const regionOf = ({ cloud, run }: Pick<ActionContext, 'cloud' | 'run'>): string => run.action.region ?? cloud.region;
