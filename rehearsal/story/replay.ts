import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Evidence } from '../../lambda/gate/evidence';
import { canonicalJson } from '../../lambda/gate/looking/canonical-json';
import { replay } from '../../lambda/judge/replay';
import type { Receipt } from './receipt';

/** The bucket keeps the monspecs too; evidence is named after its look. */
const isEvidence = (key: string): boolean => /\/look-\d+\.json$/.test(key);

/** Judges every piece of stored evidence again and compares the verdicts byte by byte. */
export async function replayEvidence(s3: S3Client, bucket: string): Promise<Receipt['replayed']> {
  let verdicts = 0;
  let identical = 0;
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    const keys = (page.Contents ?? []).map(({ Key }) => Key ?? '').filter(isEvidence);
    const same = await Promise.all(keys.map((key) => replaysIdentically(s3, bucket, key)));
    verdicts += same.length;
    identical += same.filter(Boolean).length;
  }
  return { verdicts, identical };
}

async function replaysIdentically(s3: S3Client, Bucket: string, Key: string): Promise<boolean> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const text = (await Body?.transformToString()) ?? '';
  const evidence = JSON.parse(text) as Evidence;
  return canonicalJson({ ...evidence, verdict: replay(evidence) }) === text;
}
