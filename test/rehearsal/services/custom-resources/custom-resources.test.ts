import { customResources } from '../../../../rehearsal/services/custom-resources/custom-resources';
import { FakeCloud } from '../../support/fake-cloud';

const token = 'arn:aws:lambda:us-east-1:123456789012:function:maker';

let cloud: FakeCloud;
beforeEach(() => {
  cloud = new FakeCloud();
  cloud.add(customResources(['Custom::Thing']));
});
afterEach(() => cloud.stop());

interface Event {
  readonly ResponseURL: string;
  readonly StackId: string;
  readonly RequestId: string;
  readonly LogicalResourceId: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

/** A function that answers with this status, and what it was asked. */
const answering = (answer: object): Event[] => {
  const events: Event[] = [];
  cloud.addRecorder('lambda', {
    Invoke: ({ Payload }: { Payload: string }) => {
      const event = JSON.parse(Payload) as Event;
      events.push(event);
      const { StackId, RequestId, LogicalResourceId } = event;
      const body = JSON.stringify({ PhysicalResourceId: 'made', StackId, RequestId, LogicalResourceId, ...answer });
      void fetch(event.ResponseURL, { method: 'PUT', body });
      return { StatusCode: 202 };
    },
  });
  return events;
};

test('the function is asked as CloudFormation asks, and its answer is the resource', async () => {
  const events = answering({ Status: 'SUCCESS', Data: { Size: 3 } });
  const created = await cloud.create('Custom::Thing', { ServiceToken: token, ServiceTimeout: '60', Colour: 'red' }, 'Thing');
  expect(created).toEqual({ ref: 'made', attributes: { Size: 3 } });
  expect(events).toEqual([
    expect.objectContaining({
      RequestType: 'Create',
      LogicalResourceId: 'Thing',
      ResourceProperties: { ServiceToken: token, Colour: 'red' },
    }),
  ]);
});

test.each([
  [{ Status: 'FAILED', Reason: 'the domain is red' }, /Message returned: the domain is red/],
  [{ Status: 'DONE' }, /Invalid response object/],
  [{ Status: 'SUCCESS', RequestId: 'of another' }, /Invalid response object/],
])('%j fails the creation', async (answer, message) => {
  answering(answer);
  await expect(cloud.create('Custom::Thing', { ServiceToken: token })).rejects.toThrow(message);
});
