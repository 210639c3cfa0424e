import { Duration, Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, Metric, TreatMissingData, type AlarmProps } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { described, tell } from '../alarms/tell';
import type { Notifications } from '../foundation/notifications';

/** What is watched. */
export interface LogAlarmsProps {
  /** Name of the Firehose stream. */
  readonly stream: string;
  /** Name of the domain. */
  readonly domain: string;
  /** Disk of each node. */
  readonly volumeGb: number;
  readonly notifications: Notifications;
}

/** Documents that are refused, late or unusually many, and a domain in trouble. Mails, since no user notices. */
export class LogAlarms extends Construct {
  constructor(
    scope: Construct,
    id: string,
    private readonly props: LogAlarmsProps,
  ) {
    super(scope, id);
    this.watchStream();
    this.watchDomain();
  }

  private watchStream(): void {
    this.alarm('Refused', {
      alarmDescription: described(
        'Logs: at least one document in a hundred was not indexed, three times five minutes in a row',
        'logs-refused',
      ),
      metric: this.firehose('DeliveryToAmazonOpenSearchService.Success', 'Average', Duration.minutes(5)),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 0.99,
      evaluationPeriods: 3,
    });
    this.alarm('BackupLate', {
      alarmDescription: described('Logs: the oldest document that is not in the bucket yet has waited for 30 minutes', 'logs-backup'),
      metric: this.firehose('BackupToS3.DataFreshness', 'Maximum', Duration.minutes(5)),
      threshold: Duration.minutes(30).toSeconds(),
      evaluationPeriods: 2,
    });
    this.alarm('BackupGrows', {
      alarmDescription: described('Logs: the bucket grew by 5 GB or more within a day, before compression', 'logs-backup'),
      metric: this.firehose('BackupToS3.Bytes', 'Sum', Duration.days(1)),
      threshold: 5e9,
      evaluationPeriods: 1,
    });
  }

  private watchDomain(): void {
    this.alarm('DomainRed', {
      alarmDescription: described('Logs: the domain has lost an index (status red); new documents wait or fail', 'logs-domain'),
      metric: this.search('ClusterStatus.red', 'Maximum'),
      threshold: 1,
      evaluationPeriods: 1,
    });
    this.alarm('WritesBlocked', {
      alarmDescription: described('Logs: the domain takes no documents, five minutes in a row', 'logs-domain'),
      metric: this.search('ClusterIndexWritesBlocked', 'Maximum'),
      threshold: 1,
      evaluationPeriods: 5,
    });
    this.alarm('FreeStorage', {
      alarmDescription: described('Logs: a node of the domain has less than a quarter of its disk left', 'logs-domain'),
      metric: this.search('FreeStorageSpace', 'Minimum'),
      comparisonOperator: ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
      // Megabytes.
      threshold: this.props.volumeGb * 256,
      evaluationPeriods: 5,
    });
  }

  private firehose(metricName: string, statistic: string, period: Duration): Metric {
    return new Metric({
      namespace: 'AWS/Firehose',
      metricName,
      statistic,
      period,
      dimensionsMap: { DeliveryStreamName: this.props.stream },
    });
  }

  private search(metricName: string, statistic: string): Metric {
    const dimensionsMap = { ClientId: Stack.of(this).account, DomainName: this.props.domain };
    return new Metric({ namespace: 'AWS/ES', metricName, statistic, period: Duration.minutes(1), dimensionsMap });
  }

  private alarm(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      // Without documents Firehose reports nothing; a new domain needs a quarter of an hour for its first points.
      treatMissingData: TreatMissingData.NOT_BREACHING,
      ...props,
    });
    tell(alarm, [this.props.notifications.topic]);
  }
}
