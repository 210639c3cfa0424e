import { ArnFormat, type Stack } from 'aws-cdk-lib';
import type { Runbook } from '../../lambda/contract/healing-settings';
import type { ServiceArns } from './resources';

/** The documents and secrets that runbooks name, and nothing else of their kind. */
export function runbookArns(stack: Stack, runbooks: readonly Runbook[]): Pick<ServiceArns, 'automationDocuments' | 'runbookSecrets'> {
  const documents = new Set(runbooks.flatMap((runbook) => (runbook.kind === 'ssm' ? [runbook.document] : [])));
  const secrets = new Set(runbooks.flatMap((runbook) => (runbook.kind === 'http' ? [runbook.secret] : [])));
  return {
    automationDocuments: [...documents].flatMap((name) => documentArns(stack, name)),
    runbookSecrets: [...secrets].map((name) => secretArn(stack, name)),
  };
}

/** Documents that AWS owns belong to no account. */
function documentArns(stack: Stack, name: string): string[] {
  const account = name.startsWith('AWS-') ? '' : stack.account;
  return [
    stack.formatArn({ service: 'ssm', account, resource: 'automation-definition', resourceName: `${name}:$DEFAULT` }),
    stack.formatArn({ service: 'ssm', account, resource: 'document', resourceName: name }),
  ];
}

/** Secrets Manager adds six characters to a name; one that is given by ARN has them already. */
const secretArn = (stack: Stack, name: string): string =>
  name.startsWith('arn:')
    ? name
    : stack.formatArn({
        service: 'secretsmanager',
        resource: 'secret',
        resourceName: `${name}-??????`,
        arnFormat: ArnFormat.COLON_RESOURCE_NAME,
      });
