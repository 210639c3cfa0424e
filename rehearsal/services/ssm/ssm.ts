/** Parameter Store of Systems Manager: String, StringList and SecureString parameters with versions. */
import * as v from 'valibot';
import type { Cloud } from '../../cloud/cloud';
import { physicalName } from '../../cloud/physical-name';
import type { CreatedResource, Need, ResourceRequest, Service } from '../../cloud/service';
import { integer, validated } from '../../cloud/validated';
import { parseProperties } from '../input';
import { ParameterStore } from './parameter';
import type { ParameterOutput, ParameterType } from './parameter';
import { publicParameter } from './public-parameters';

const selector = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(2048),
  v.transform((name) => name.replace(/^arn:aws:ssm:[^:]*:\d*:parameter/, '')),
);
const name = v.pipe(v.string(), v.regex(/^[a-zA-Z0-9_.\-/]{1,1011}$/, 'Member must be a valid parameter name'));
const type = v.picklist(['String', 'StringList', 'SecureString']);
/** Limit of the standard tier. */
const value = v.pipe(v.string(), v.minLength(1), v.maxLength(4096));

const pageSize = 10;

export const ssm = (cloud: Cloud): Service => {
  const store = new ParameterStore();

  const arn = (parameter: string) => cloud.arn('ssm', `parameter${parameter.startsWith('/') ? '' : '/'}${parameter}`);
  const needs = (action: string, ...selectors: readonly string[]): readonly Need[] =>
    selectors.map((each) => ({ action: `ssm:${action}`, resource: arn(each.split(':')[0] ?? each) }));
  const put = (parameter: string, kind: ParameterType, text: string, overwrite: boolean): number =>
    store.put(parameter, { type: kind, value: text, modified: new Date(cloud.clock.now()) }, overwrite);
  /** AWS's own parameters come into being when somebody asks for them. */
  const provide = (parameter: string): void => {
    const published = publicParameter(parameter);
    if (published !== undefined && !store.has(parameter)) put(parameter, 'String', published, false);
  };

  const read = (wanted: string): ParameterOutput => {
    provide(wanted);
    const { name: Name, found } = store.get(wanted);
    return {
      Name,
      Type: found.type,
      Value: found.value,
      Version: found.version,
      LastModifiedDate: found.modified,
      ARN: arn(Name),
      DataType: 'text',
      ...(wanted === Name ? {} : { Selector: wanted.slice(Name.length) }),
    };
  };

  const create = (request: ResourceRequest): CreatedResource => {
    const properties = parseProperties(
      v.object({ Name: v.exactOptional(name), Type: v.picklist(['String', 'StringList']), Value: value }),
      request,
    );
    const Name = properties.Name ?? physicalName(request);
    put(Name, properties.Type, properties.Value, false);
    return { ref: Name, attributes: { Type: properties.Type, Value: properties.Value } };
  };

  return {
    name: 'ssm',
    operations: {
      GetParameter: validated(v.object({ Name: selector }), {
        needs: ({ Name }) => needs('GetParameter', Name),
        run: ({ Name }) => ({ Parameter: read(Name) }),
      }),
      GetParameters: validated(v.object({ Names: v.pipe(v.array(selector), v.minLength(1), v.maxLength(10)) }), {
        needs: ({ Names }) => needs('GetParameters', ...Names),
        run: ({ Names }) => {
          Names.forEach(provide);
          return {
            Parameters: Names.filter((each) => store.has(each)).map(read),
            InvalidParameters: Names.filter((each) => !store.has(each)),
          };
        },
      }),
      GetParametersByPath: validated(
        v.object({
          Path: v.pipe(v.string(), v.startsWith('/')),
          Recursive: v.optional(v.boolean(), false),
          MaxResults: v.optional(v.pipe(v.number(), v.minValue(1), v.maxValue(pageSize)), pageSize),
          NextToken: v.optional(integer, 0),
        }),
        {
          needs: ({ Path }) => needs('GetParametersByPath', Path),
          run: ({ Path, Recursive, MaxResults, NextToken }) => {
            const names = store.below(Path, Recursive);
            const end = NextToken + MaxResults;
            const Parameters = names.slice(NextToken, end).map(read);
            return end < names.length ? { Parameters, NextToken: String(end) } : { Parameters };
          },
        },
      ),
      PutParameter: validated(
        v.object({ Name: name, Value: value, Type: v.optional(type, 'String'), Overwrite: v.optional(v.boolean(), false) }),
        {
          needs: ({ Name }) => needs('PutParameter', Name),
          run: ({ Name, Value, Type, Overwrite }) => ({ Version: put(Name, Type, Value, Overwrite), Tier: 'Standard' }),
        },
      ),
    },
    resources: { 'AWS::SSM::Parameter': create },
  };
};
