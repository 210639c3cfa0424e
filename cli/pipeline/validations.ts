import type { GateDescription } from '../../lambda/contract/gate-description';
import { ValidationsTable } from '../../lambda/aws/validations.client';
import type { Validation } from '../../lambda/gate/validation';
import type { Clients } from './clients';

/** Every validation of a pipeline that the table still holds, oldest first. */
export async function validationsOfPipeline(
  { dynamodb }: Clients,
  gate: GateDescription,
  pipeline: string,
): Promise<readonly Validation[]> {
  const newestFirst: Validation[] = [];
  for await (const validation of new ValidationsTable(gate.validationsTable, dynamodb).newestFirst(pipeline)) newestFirst.push(validation);
  return newestFirst.toReversed();
}
