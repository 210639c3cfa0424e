import * as v from 'valibot';
import { named, numberFrom, say, shape, text } from './parts';

const statisticMessage = say(
  'This is not a statistic of CloudWatch.',
  'Write for example "Sum", "Average", "p99", "tm99" or "TM(2%:98%)".',
);

const statistic = v.pipe(
  v.string(statisticMessage),
  v.regex(
    /^(Sum|Average|Minimum|Maximum|SampleCount|IQM|(p|tm|wm|tc|ts)\d{1,2}(\.\d{1,10})?|(PR|TM|WM|TC|TS)\([\d.%:]+\))$/,
    statisticMessage,
  ),
);

const dimensions = v.pipe(
  named(text('The value of a dimension')),
  v.maxEntries(30, 'CloudWatch allows at most 30 dimensions.\nRemove some.'),
);

const namespace = text('The namespace');
const metric = text('The name of a metric');

const idPattern = v.pipe(
  v.string(),
  v.regex(
    /^[a-z]\w{0,63}$/,
    say('This is not an id of metric math.', 'Begin with a small letter; letters, digits and underscores may follow.'),
  ),
);

const metrics = v.pipe(
  v.record(
    idPattern,
    shape({ namespace, metric, statistic: v.optional(statistic), dimensions: v.optional(dimensions) }),
    say('This must be an object.', 'Write { "id": { "namespace": …, "metric": … } }.'),
  ),
  v.maxEntries(20, 'An expression has at most 20 metrics.\nSplit it.'),
);

const periods = [1, 5, 10, 30, 60, 300, 3600] as const;

const expressionMessage = say('An expression must be a text of 1 to 2,048 characters.', 'Write it in double quotes.');

const alarmsMessage = say('This must be a list of 1 to 100 names of alarms.', 'Write for example [ "shop-{{environment}}-errors" ].');

/** What only CloudWatch knows. Exactly one of metric, expression, alarms and slo. */
export const cloudwatchSchema = shape({
  namespace: v.optional(namespace),
  metric: v.optional(metric),
  statistic: v.optional(statistic),
  dimensions: v.optional(dimensions),
  expression: v.optional(v.pipe(v.string(expressionMessage), v.minLength(1, expressionMessage), v.maxLength(2048, expressionMessage))),
  metrics: v.optional(metrics),
  period: v.optional(v.picklist(periods, say('This is not a period.', `Use one of ${periods.join(', ')} (seconds).`))),
  scale: v.optional(numberFrom(1e-9, 1e9, 'factor')),
  alarms: v.optional(
    v.pipe(v.array(text('The name of an alarm'), alarmsMessage), v.minLength(1, alarmsMessage), v.maxLength(100, alarmsMessage)),
  ),
  slo: v.optional(text('The name of an SLO')),
});
