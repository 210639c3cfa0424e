/** Dynamic references: `{{resolve:ssm:NAME}}` and `{{resolve:secretsmanager:ID:SecretString:KEY:STAGE}}` in any text. */
import type { Cloud } from '../cloud/cloud';
import { isRecord } from './is-record';
import { TemplateError } from './template-error';

const reference = /\{\{resolve:([a-z-]+):([^}]+)\}\}/g;

/** A value with every dynamic reference replaced by what it stands for. Throws TemplateError or AwsError. */
export const resolveDynamic = async (cloud: Cloud, value: unknown): Promise<unknown> => {
  if (typeof value === 'string') return inText(cloud, value);
  if (Array.isArray(value)) return Promise.all(value.map((item) => resolveDynamic(cloud, item)));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(async ([key, member]) => [key, await resolveDynamic(cloud, member)] as const);
  return Object.fromEntries(await Promise.all(members));
};

const inText = async (cloud: Cloud, text: string): Promise<string> => {
  let result = text;
  for (const [whole, service = '', id = ''] of text.matchAll(reference)) {
    const found = await lookUp(cloud, service, id);
    result = result.replace(whole, () => found);
  }
  return result;
};

const lookUp = async (cloud: Cloud, service: string, id: string): Promise<string> => {
  switch (service) {
    case 'ssm':
      return readParameter(cloud, id);
    case 'secretsmanager':
      return readSecret(cloud, id);
    default:
      throw new TemplateError(
        'UnsupportedFunction',
        `The rehearsal does not resolve {{resolve:${service}:…}}.`,
        'Use ssm or secretsmanager.',
      );
  }
};

/** The value of a parameter, as the operator who deploys reads it. */
export const readParameter = async (cloud: Cloud, name: string): Promise<string> => {
  const answer = await cloud.call<{ Parameter: { Value: string } }>('ssm', 'GetParameter', { Name: name }, { kind: 'operator' });
  return answer.Parameter.Value;
};

/** The id may be an ARN, which has colons of its own. */
const readSecret = async (cloud: Cloud, reference: string): Promise<string> => {
  const [, SecretId = '', key = '', stage = ''] =
    /^(arn:[^:]+:secretsmanager:[^:]*:\d*:secret:[^:]+|[^:]+)(?::SecretString)?(?::([^:]*))?(?::([^:]*))?/.exec(reference) ?? [];
  const input = stage === '' ? { SecretId } : { SecretId, VersionStage: stage };
  const { SecretString } = await cloud.call<{ SecretString: string }>('secretsmanager', 'GetSecretValue', input, { kind: 'operator' });
  if (key === '') return SecretString;
  const found: unknown = (JSON.parse(SecretString) as Readonly<Record<string, unknown>>)[key];
  if (found !== undefined) return typeof found === 'string' ? found : JSON.stringify(found);
  throw new TemplateError('UnknownReference', `The secret ${SecretId} has no key ${key}.`, 'Name one of its keys.');
};
