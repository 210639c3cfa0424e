import * as v from 'valibot';
import { diskVariables } from '../../contract/ops';
import { OpsError } from '../ops-error';
import type { Level } from './plan';

const arn = v.pipe(v.string(), v.startsWith('arn:'));
const percent = v.pipe(v.string(), v.transform(Number), v.number(), v.gtValue(0), v.ltValue(100));

const schema = v.object({
  [diskVariables.emailTopicArn]: arn,
  [diskVariables.criticalTopicArn]: arn,
  [diskVariables.emailPercent]: percent,
  [diskVariables.criticalPercent]: percent,
});

/** The two levels of a disk, from the environment variables. @throws OpsError naming what is missing or no number. */
export function levelsOf(variables: unknown): readonly Level[] {
  const parsed = v.safeParse(schema, variables);
  if (!parsed.success) {
    const names = parsed.issues.map((issue) => v.getDotPath(issue)).join(', ');
    throw new OpsError('BadSettings', `Environment variables are missing or wrong: ${names}.`, 'Deploy the operations stack again.');
  }
  const {
    EMAIL_TOPIC_ARN: email,
    CRITICAL_TOPIC_ARN: critical,
    DISK_EMAIL_PERCENT: emailPercent,
    DISK_CRITICAL_PERCENT: criticalPercent,
  } = parsed.output;
  return [
    { name: 'email', percent: emailPercent, topicArn: email },
    { name: 'critical', percent: criticalPercent, topicArn: critical },
  ];
}
