/** The values that an alarm is evaluated on. */
import type { AlarmConfig } from './alarm';
import { extraPeriods } from './alarm-evaluation';
import type { SeriesReader } from './series-reader';
import type { WatchedMetric } from './watched';

/** One value per period of the evaluation range, oldest first; undefined where there is none. NaN is no value. */
export const alarmPoints = (config: AlarmConfig, read: SeriesReader, now: number): readonly (number | undefined)[] => {
  const { watched, periodSeconds } = config;
  const length = periodSeconds * 1000;
  const end = Math.floor(now / length) * length;
  const count = config.evaluationPeriods + extraPeriods;
  const start = end - count * length;
  const values = ({ metric, statistic, unit }: WatchedMetric): ReadonlyMap<number, number> => {
    const found = read(metric, statistic, { start, end, periodSeconds, ...(unit === undefined ? {} : { unit }) });
    return new Map(found.filter(({ value }) => !Number.isNaN(value)).map((point) => [point.start, point.value]));
  };
  const starts = Array.from({ length: count }, (_, index) => start + index * length);
  switch (watched.kind) {
    case 'metric': {
      const found = values(watched);
      return starts.map((at) => found.get(at));
    }
    case 'math': {
      const operands = new Map(Object.entries(watched.operands).map(([id, operand]) => [id, values(operand)]));
      return starts.map((at) => watched.formula((id) => operands.get(id)?.get(at)));
    }
    case 'band':
      return [];
  }
};
