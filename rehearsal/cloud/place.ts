/** An account and a region of it: what the state of a stand-in belongs to. */
export interface Place {
  /** 12 digits. */
  readonly account: string;
  /** For example `us-east-1`. */
  readonly region: string;
}

/** One text per place. */
export const placeKey = ({ account, region }: Place): string => `${account}/${region}`;

export const samePlace = (a: Place, b: Place): boolean => placeKey(a) === placeKey(b);
