/** One value of a metric of releases. */
export interface Measure {
  readonly metric: string;
  readonly unit: 'Count' | 'Seconds';
  readonly value: number;
  readonly dimensions: Readonly<Record<string, string>>;
}
