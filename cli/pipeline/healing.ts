import * as v from 'valibot';
import { healingDescriptionParameter, type HealingDescription } from '../../lambda/contract/healing-description';
import type { Clients } from './clients';
import { readParameter } from './gate';

const text = v.pipe(v.string(), v.nonEmpty());

const schema: v.GenericSchema<unknown, HealingDescription> = v.object({
  webhookUrl: text,
  webhookSecret: text,
  dynatraceSecret: v.exactOptional(text),
  stateMachineArn: text,
});

/** Reads what the deployed healing says of itself. @throws UserError when it is not deployed or not readable. */
export const readHealing = (clients: Clients): Promise<HealingDescription> => readParameter(clients, healingDescriptionParameter, schema);
