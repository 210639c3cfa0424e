import { patient } from '../../lambda/ops/image/patient';
import { runningImage, type Running } from '../../lambda/ops/image/running-image';

const properties = { Cluster: 'main', Service: 'web', Container: 'app', InitialImage: 'node:22', Template: 'abc' };
const identify = async (found: Running | Error, given: object = properties): Promise<string> =>
  runningImage(async () => {
    if (found instanceof Error) throw found;
    return found;
  }).identify(given as Parameters<ReturnType<typeof runningImage>['identify']>[0]);

test.each<[Running, string]>([
  [{ kind: 'runs', image: 'repository:build-3' }, 'repository:build-3'],
  [{ kind: 'missing' }, 'node:22'],
])('a service that %j: the image is %s', async (found, image) => {
  expect(await identify(found)).toBe(image);
});

test.each<[Running | Error, object, RegExp]>([
  [{ kind: 'deploying' }, properties, /A deployment of web in main is under way.* Deploy the stack again when it has ended/],
  [new Error('Rate exceeded'), properties, /Rate exceeded/],
  [{ kind: 'missing' }, { ...properties, InitialImage: '' }, /misses InitialImage/],
])('%j with %j fails, and the stack stays as it is', async (found, given, message) => {
  await expect(identify(found, given)).rejects.toThrow(message);
});

test.each([
  ['AccessDeniedException', 5, 'runs'],
  ['AccessDeniedException', 6, 'AccessDeniedException'],
  ['ThrottlingException', 1, 'ThrottlingException'],
])('%s %i times in a row: %s', async (name, times, expected) => {
  let asked = 0;
  const ask = patient(
    async () => {
      asked += 1;
      if (asked > times) return { kind: 'runs', image: 'i' };
      throw Object.assign(new Error('no'), { name });
    },
    async () => undefined,
  );
  const what = await ask({ cluster: 'c', service: 's', container: 'a' }).then(
    ({ kind }) => kind,
    (error: Error) => error.name,
  );
  expect(what).toBe(expected);
});
