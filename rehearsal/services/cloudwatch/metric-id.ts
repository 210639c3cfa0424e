/** Which metric: namespace, name, and dimensions that must match exactly. */
export interface MetricId {
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Dimensions as the API lists them. */
export type DimensionList = readonly { readonly Name: string; readonly Value: string }[];

/** One text per metric; the order of dimensions does not matter. */
export const metricKey = ({ namespace, name, dimensions }: MetricId): string =>
  JSON.stringify([namespace, name, Object.entries(dimensions).toSorted(([a], [b]) => (a < b ? -1 : 1))]);

export const dimensionRecord = (dimensions: DimensionList = []): Record<string, string> =>
  Object.fromEntries(dimensions.map(({ Name, Value }) => [Name, Value]));

export const dimensionList = (dimensions: Readonly<Record<string, string>>): { Name: string; Value: string }[] =>
  Object.entries(dimensions).map(([Name, Value]) => ({ Name, Value }));
