import { S3Artifacts } from '../../lambda/aws/artifacts.client';
import { Bundles } from '../../lambda/aws/bundles.client';
import { EvidenceBucket } from '../../lambda/aws/evidence.client';
import type { Evidence } from '../../lambda/gate/evidence';
import { canonicalJson } from '../../lambda/gate/looking/canonical-json';
import { runGate } from '../gate/support/run';
import { revision } from '../gate/support/validations';
import { World } from '../gate/support/world';
import { BucketServer } from './support/bucket-server';

const s3 = new BucketServer();
let evidence: Evidence;

beforeAll(async () => {
  await s3.start();
  const world = new World();
  await runGate(world);
  evidence = world.kept.get(world.validation.lastLook!.evidenceKey) as Evidence;
});

beforeEach(() => {
  s3.objects.clear();
  s3.trouble = undefined;
});

afterAll(() => s3.stop());

describe('the bucket of evidence', () => {
  const bucket = () => new EvidenceBucket('evidence', s3.client);

  test('keeps evidence as canonical JSON', async () => {
    expect(await bucket().keep('shop/look-1.json', evidence)).toEqual(evidence);
    expect(s3.objects.get('evidence/shop/look-1.json')?.toString()).toBe(canonicalJson(evidence));
  });

  test('never writes over evidence: the first writer’s is what counts', async () => {
    await bucket().keep('shop/look-1.json', evidence);
    expect(await bucket().keep('shop/look-1.json', { ...evidence, at: 0 })).toEqual(JSON.parse(canonicalJson(evidence)));
  });

  test('does not take something else for evidence', async () => {
    s3.objects.set('evidence/shop/look-1.json', Buffer.from('{}'));
    await expect(bucket().keep('shop/look-1.json', evidence)).rejects.toMatchObject({ code: 'UnreadableEvidence' });
  });

  test('keeps a monspec once, and gives it back', async () => {
    await bucket().keepMonspec('monspecs/a.json', '{"ä":1}');
    await bucket().keepMonspec('monspecs/a.json', 'other');
    expect(await bucket().monspec('monspecs/a.json')).toBe('{"ä":1}');
    expect(await bucket().monspec('monspecs/b.json')).toBeUndefined();
  });

  test('trouble is an error, not an absence', async () => {
    s3.trouble = { status: 403, code: 'AccessDenied' };
    await expect(bucket().monspec('monspecs/a.json')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(bucket().keep('k', evidence)).rejects.toMatchObject({ name: 'AccessDenied' });
  });
});

describe('artifacts', () => {
  const artifacts = () => new S3Artifacts(s3.client);
  const bundles = () => new Bundles(s3.client);
  const address = { bucket: 'artifacts', key: 'shop/Monspec/x' };

  test('are read whole', async () => {
    s3.objects.set('artifacts/shop/Monspec/x', Buffer.from('hello'));
    const reading = await artifacts().read(address, 5);
    expect(reading.kind === 'found' && Buffer.from(reading.bytes).toString()).toBe('hello');
  });

  test('that are too large are not read', async () => {
    s3.objects.set('artifacts/shop/Monspec/x', Buffer.from('hello!'));
    expect(await artifacts().read(address, 5)).toEqual({ kind: 'unreadable', detail: 'It has 6 bytes; at most 5 are read.' });
  });

  test.each([
    ['gone', undefined, /NoSuchKey/],
    ['denied', { status: 403, code: 'AccessDenied' }, /AccessDenied/],
  ])('that are %s say so', async (_, trouble, detail) => {
    s3.trouble = trouble;
    expect(await artifacts().read(address, 5)).toEqual({ kind: 'unreadable', detail: expect.stringMatching(detail) });
  });

  test('behind a failing service are an error that may pass', async () => {
    s3.trouble = { status: 503, code: 'SlowDown' };
    await expect(artifacts().read(address, 5)).rejects.toMatchObject({ name: 'SlowDown' });
  });

  test('exist or do not', async () => {
    s3.objects.set('artifacts/shop/Applicatio/three', Buffer.from('zip'));
    expect(await Promise.all([bundles().exists(revision('three')), bundles().exists(revision('two'))])).toEqual([true, false]);
  });

  test('that may not be looked at are an error', async () => {
    s3.trouble = { status: 403, code: 'AccessDenied' };
    await expect(bundles().exists(revision('three'))).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });
});
