import { UserError } from '../../../cli/errors';
import type { CloudHost } from '../../cloud/host';

interface Described {
  readonly Stacks: readonly { readonly Outputs: readonly { readonly OutputKey: string; readonly OutputValue: string }[] }[];
}

/** Where the documents are, as the stacks' outputs tell people. @throws UserError where a stream has no such outputs. */
export async function readOutputs(cloud: CloudHost): Promise<{ readonly bucket: string; readonly host: string }> {
  const { Stacks } = await cloud.call<Described>('cloudformation', 'DescribeStacks', {}, { kind: 'operator' });
  const outputs = new Map(Stacks.flatMap(({ Outputs }) => Outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue] as const)));
  const [bucket, dashboards] = [outputs.get('DocumentsBucketName'), outputs.get('DashboardsUrl')];
  if (bucket !== undefined && dashboards !== undefined) return { bucket, host: new URL(dashboards).hostname };
  throw new UserError('The stacks have a Firehose stream, and no outputs DocumentsBucketName and DashboardsUrl to find its documents by.');
}
