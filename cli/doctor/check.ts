/** What became of one check. */
export type CheckStatus =
  /** As it should be. */
  | 'ok'
  /** Must be mended before a deployment can work. */
  | 'missing'
  /** Could not be found out. */
  | 'unknown';

/** One thing that was looked at. */
export interface Check {
  readonly area: 'configuration' | 'monspec' | 'credentials' | 'bootstrap' | 'secrets' | 'quotas';
  readonly status: CheckStatus;
  /** What was found. */
  readonly found: string;
  /** What to do; absent where nothing is to be done. */
  readonly fix?: string;
}

/** An error as a check tells it. */
export const nameAndMessage = (error: unknown): string => (error instanceof Error ? `${error.name}: ${error.message}` : String(error));

/** Runs a check whose failure says nothing about the thing itself: no permission, no network. */
export async function orUnknown(area: Check['area'], fix: string, look: () => Promise<readonly Check[]>): Promise<readonly Check[]> {
  try {
    return await look();
  } catch (error) {
    return [{ area, status: 'unknown', found: nameAndMessage(error), fix }];
  }
}
