/** Something secret, read when it is needed, so that a rotated one is seen. It is never logged and stands in no error. */
export type Secret = () => Promise<string>;

/** A secret that is known already. */
export const known =
  (value: string): Secret =>
  async () =>
    value;
