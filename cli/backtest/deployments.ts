/** Which deployments a backtest replays: real ones, where somebody knows them. */
import { readFileSync } from 'node:fs';
import type { Validation } from '../../lambda/gate/validation';
import { messageOf, UserError } from '../errors';
import type { Question } from '../evaluate/question';
import { readGate } from '../pipeline/gate';
import { validationsOfPipeline } from '../pipeline/validations';
import { withClients } from '../with-clients';
import { parseInstant } from '../window/instant';
import { deployedBy, type DeploymentGroupName } from './codedeploy';
import { onNextMinute } from './next-minute';
import type { BacktestOptions } from './options';

/** A deployment of the past. Times are epoch milliseconds. */
export interface KnownDeployment {
  /** When it began: the end of a baseline before it. */
  readonly at: number;
  /** When its window began. */
  readonly windowStart: number;
  /** For people, for example `Build 2`. */
  readonly name: string;
}

/** What is known of deployments. */
export type Deployments =
  /** Nothing: one is assumed at the begin of every window. `why` says why, for people. */
  | { readonly kind: 'assumed'; readonly why: string }
  /** Oldest first. `from` says who knows them, for people. */
  | { readonly kind: 'known'; readonly from: string; readonly deployments: readonly KnownDeployment[] };

/** `2026-11-20T10:00Z` or `2026-11-20T10:00Z, Build 2`; what follows a `#` says nothing. */
function deploymentIn(line: string, place: string): KnownDeployment[] {
  const [, time = '', name = ''] = /^([^,#]*)(?:,([^#]*))?/.exec(line) ?? [];
  if (time.trim() === '') return [];
  const at = instantOf(time.trim());
  if (at === undefined)
    throw new UserError(
      `--deployments ${place}: received "${time.trim()}", expected a time such as 2026-11-20T10:00Z, then perhaps a comma and a name.`,
    );
  return [{ at, windowStart: onNextMinute(at), name: name.trim() === '' ? time.trim() : name.trim() }];
}

function instantOf(text: string): number | undefined {
  try {
    const instant = parseInstant(text);
    return instant.kind === 'at' ? instant.at : undefined;
  } catch {
    return undefined;
  }
}

/** Deployments out of a file with one per line, oldest first. @throws UserError with the line that cannot be read. */
export function deploymentsIn(text: string, file: string): readonly KnownDeployment[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, index) => deploymentIn(line, `${file}, line ${index + 1}`))
    .toSorted((a, b) => a.at - b.at);
}

function ofFile(file: string): Deployments {
  try {
    return { kind: 'known', from: file, deployments: deploymentsIn(readFileSync(file, 'utf8'), file) };
  } catch (error) {
    if (error instanceof UserError) throw error;
    throw new UserError(`--deployments ${file}: the file cannot be read (${messageOf(error)}).`);
  }
}

/** Of several attempts at one deployment the first counts. */
const onceEach = (deployments: readonly KnownDeployment[]): readonly KnownDeployment[] =>
  deployments.filter(({ at }, index) => deployments.findIndex((one) => one.at === at) === index);

/** Deployments that a pipeline's gate validated by this comparison, oldest first. */
export const validatedBy = ({ service, comparison }: Question, validations: readonly Validation[]): readonly KnownDeployment[] =>
  onceEach(
    validations
      .filter((one) => one.service === service.key && one.comparison === comparison.name)
      .map(({ deployment, timing, release }) => ({ at: deployment.startedAt, windowStart: timing.candidate.start, name: release })),
  );

async function ofPipeline(question: Question, pipeline: string, since: number): Promise<Deployments> {
  const deployments = await withClients(async (clients) =>
    validatedBy(question, await validationsOfPipeline(clients, await readGate(clients), pipeline, since)),
  );
  return deployments.length === 0
    ? { kind: 'assumed', why: `the pipeline ${pipeline} has validated no deployment by ${question.comparison.name} in this time` }
    : { kind: 'known', from: `the validations of ${pipeline}`, deployments };
}

async function ofCodeDeploy(group: DeploymentGroupName, since: number): Promise<Deployments> {
  const name = `${group.applicationName}/${group.deploymentGroupName}`;
  const deployments = await withClients(async ({ codedeploy }) => deployedBy(codedeploy, group, since));
  return deployments.length === 0
    ? { kind: 'assumed', why: `CodeDeploy has no deployment to ${name} that succeeded in this time` }
    : { kind: 'known', from: `CodeDeploy (${name})`, deployments };
}

/**
 * The deployments to replay: of the file, of the pipeline's validations, where there is none of CodeDeploy, or none that is known.
 * @param since epoch milliseconds
 */
export async function deploymentsFor(
  question: Question,
  { deployments, pipeline, codedeploy }: Pick<BacktestOptions, 'deployments' | 'pipeline' | 'codedeploy'>,
  since: number,
): Promise<Deployments> {
  if (deployments !== undefined) return ofFile(deployments);
  const validated = pipeline === undefined ? undefined : await ofPipeline(question, pipeline, since);
  if (validated?.kind === 'known') return validated;
  if (codedeploy !== undefined) return ofCodeDeploy(codedeploy, since);
  return validated ?? { kind: 'assumed', why: '--deployments FILE, --pipeline NAME or --codedeploy APPLICATION/GROUP takes real ones' };
}
