import { DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { validationIndexes } from '../contract/environment';
import type { StartedRemediation, ValidationStore, Written } from '../gate/ports/validation-store';
import type { Decision, Look, Remediation, Validation } from '../gate/validation';
import { clientOptions } from './client-options';
import type { Change } from './validations-table';
import { change, conditional, namesIn, queryAll, toItem, toValidation } from './validations-table';

const undecided = 'attribute_not_exists(#decision) AND #status = :waiting';

/** The validations table. Single-item conditional writes and queries only: no scan, no transaction. */
export class ValidationsTable implements ValidationStore {
  constructor(
    private readonly table: string,
    private readonly client: DynamoDBClient = new DynamoDBClient(clientOptions),
  ) {}

  create(validation: Validation): Promise<Written> {
    const condition = 'attribute_not_exists(#validationId)';
    return conditional(
      this.client.send(
        new PutItemCommand({
          TableName: this.table,
          Item: toItem(validation),
          ConditionExpression: condition,
          ExpressionAttributeNames: namesIn(condition),
        }),
      ),
    );
  }

  async find(validationId: string): Promise<Validation | undefined> {
    const { Item: item } = await this.client.send(
      new GetItemCommand({ TableName: this.table, Key: toItem({ validationId }), ConsistentRead: true }),
    );
    return item === undefined ? undefined : toValidation(item);
  }

  recordLook(validationId: string, look: Look): Promise<Written> {
    return this.change(validationId, {
      update: 'SET #lastLook = :look',
      condition: `${undecided} AND (attribute_not_exists(#lastLook) OR #lastLook.#number < :number)`,
      values: { ':look': look, ':number': look.number, ':waiting': 'waiting' },
    });
  }

  extend(validationId: string, windowEnd: number): Promise<Written> {
    return this.change(validationId, {
      update: 'SET #timing.#extended = :true, #timing.#candidate.#end = :end, #lastLook.#final = :false',
      condition: `${undecided} AND #timing.#extended = :false AND attribute_exists(#lastLook)`,
      values: { ':true': true, ':false': false, ':end': windowEnd, ':waiting': 'waiting' },
    });
  }

  recordDecision(validationId: string, decision: Decision): Promise<Written> {
    return this.change(validationId, {
      update: `SET #decision = :decision, #status = :decided${keepFor(decision)}`,
      condition: undecided,
      values: { ':decision': decision, ':decided': 'decided', ':waiting': 'waiting' },
    });
  }

  recordPerson(validationId: string, decision: Decision): Promise<Written> {
    return this.change(validationId, {
      update: `SET #decision = :decision, #status = :decided ${decision.decision === 'approve' ? 'REMOVE #decisionToldAt, #expiresAt' : 'REMOVE #decisionToldAt'}`,
      condition:
        'attribute_exists(#validationId) AND (attribute_not_exists(#decision) OR (#decision.#by = :gate AND #decision.#answered = :false))',
      values: { ':decision': decision, ':decided': 'decided', ':gate': 'gate', ':false': false },
    });
  }

  markAnswered(validationId: string): Promise<Written> {
    return this.change(validationId, {
      update: 'SET #decision.#answered = :true',
      condition: '#decision.#by = :gate',
      values: { ':true': true, ':gate': 'gate' },
    });
  }

  abandon(validationId: string, reason: string, at: number): Promise<Written> {
    return this.change(validationId, {
      update: 'SET #status = :abandoned, #abandonment = :abandonment',
      condition: undecided,
      values: { ':abandoned': 'abandoned', ':abandonment': { reason, at }, ':waiting': 'waiting' },
    });
  }

  beginRemediation(validationId: string, remediation: Remediation): Promise<Written> {
    return this.change(validationId, {
      update: 'SET #remediation = :remediation',
      condition: 'attribute_exists(#decision) AND attribute_not_exists(#remediation)',
      values: { ':remediation': remediation },
    });
  }

  advanceRemediation(validationId: string, remediation: StartedRemediation): Promise<Written> {
    return this.change(validationId, {
      update: 'SET #remediation = :remediation',
      condition: '#remediation.#state IN (:starting, :running)',
      values: { ':remediation': remediation, ':starting': 'starting', ':running': 'running' },
    });
  }

  async markTold(validationId: string, what: 'decision' | 'remediation', at: number): Promise<void> {
    const attribute = what === 'decision' ? '#decisionToldAt' : '#remediationToldAt';
    await this.change(validationId, {
      update: `SET ${attribute} = :at`,
      condition: 'attribute_exists(#validationId)',
      values: { ':at': at },
    });
  }

  async expire(validationId: string, expiresAt: number): Promise<void> {
    await this.change(validationId, {
      update: 'SET #expiresAt = :expiresAt',
      condition: 'attribute_exists(#validationId) AND attribute_not_exists(#expiresAt)',
      values: { ':expiresAt': expiresAt },
    });
  }

  markBaseline(validationId: string, act: 'pin' | 'unpin' | 'invalidate'): Promise<Written> {
    return this.change(validationId, marks[act]);
  }

  newestFirst(pipeline: string): AsyncIterable<Validation> {
    return this.query(validationIndexes.byPipeline, '#pipeline', pipeline);
  }

  waiting(): AsyncIterable<Validation> {
    return this.query(validationIndexes.byStatus, '#status', 'waiting');
  }

  private change(validationId: string, wanted: Change): Promise<Written> {
    return change(this.client, this.table, validationId, wanted);
  }

  private query(index: string, attribute: string, value: string): AsyncIterable<Validation> {
    return queryAll(this.client, {
      TableName: this.table,
      IndexName: index,
      KeyConditionExpression: `${attribute} = :value`,
      ExpressionAttributeNames: namesIn(attribute),
      ExpressionAttributeValues: toItem({ ':value': value }),
      ScanIndexForward: false,
    });
  }
}

/** What each mark writes, and where it may. */
const marks: Readonly<Record<'pin' | 'unpin' | 'invalidate', Change>> = {
  pin: {
    update: 'SET #baseline = :pinned REMOVE #expiresAt',
    condition: '#decision.#decision = :approve AND attribute_not_exists(#remediation)',
    values: { ':pinned': 'pinned', ':approve': 'approve' },
  },
  unpin: { update: 'REMOVE #baseline', condition: '#baseline = :pinned', values: { ':pinned': 'pinned' } },
  invalidate: { update: 'SET #baseline = :invalid', condition: 'attribute_exists(#decision)', values: { ':invalid': 'invalid' } },
};

/** What is approved is kept until a later approval of the same stage takes its place. */
const keepFor = (decision: Decision): string => (decision.decision === 'approve' ? ' REMOVE #expiresAt' : '');
