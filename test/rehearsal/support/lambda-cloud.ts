import { buildPreload } from '../../../rehearsal/clock/preload-options';
import type { InvokeOutput } from '../../../rehearsal/services/lambda/api';
import { lambdaService } from '../../../rehearsal/services/lambda/lambda';
import { FakeCloud, operator, roleArn } from './fake-cloud';

/** A cloud with Lambda, and recorders where Lambda writes logs and metrics. */
export const lambdaCloud = async (): Promise<FakeCloud> => {
  const cloud = new FakeCloud();
  await buildPreload(cloud.directory);
  cloud.addRecorder('logs', { CreateLogGroup: () => ({}), CreateLogStream: () => ({}), PutLogEvents: () => ({}) });
  cloud.addRecorder('monitoring', { PutMetricData: () => ({}) });
  cloud.add(lambdaService);
  return cloud;
};

/** Creates a function from source text whose `handler` is exported. */
export const createFunction = (cloud: FakeCloud, name: string, source: string, more: object = {}) =>
  cloud.create('AWS::Lambda::Function', {
    FunctionName: name,
    Runtime: 'nodejs24.x',
    Handler: 'index.handler',
    Role: roleArn,
    Code: { ZipFile: source },
    ...more,
  });

export interface Answer {
  readonly status: number;
  readonly error?: string;
  readonly payload: unknown;
}

export const invoke = async (cloud: FakeCloud, name: string, event: unknown = {}, type = 'RequestResponse'): Promise<Answer> => {
  const input = { FunctionName: name, InvocationType: type, Payload: Buffer.from(JSON.stringify(event)) };
  const output = await cloud.call<InvokeOutput>('lambda', 'Invoke', input, operator);
  const payload: unknown = output.Payload === undefined ? undefined : JSON.parse(Buffer.from(output.Payload).toString());
  return { status: output.StatusCode, ...(output.FunctionError === undefined ? {} : { error: output.FunctionError }), payload };
};
