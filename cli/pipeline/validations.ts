import type { GateDescription } from '../../lambda/contract/gate-description';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import type { Validation } from '../../lambda/gate/validation';
import type { Clients } from './clients';

/**
 * Validations of a pipeline, oldest first.
 * @param since epoch milliseconds; older ones are not read. @default every one that the table still holds
 */
export async function validationsOfPipeline(
  { dynamodb }: Clients,
  gate: GateDescription,
  pipeline: string,
  since = 0,
): Promise<readonly Validation[]> {
  const newestFirst: Validation[] = [];
  for await (const validation of new ValidationsTable(gate.validationsTable, dynamodb).newestFirst(pipeline)) {
    if (validation.registeredAt < since) break;
    newestFirst.push(validation);
  }
  return newestFirst.toReversed();
}
