import { GetObjectCommand, paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import type { Evidence } from '../../lambda/gate/evidence';
import { replay } from '../../lambda/judge/replay';
import type { Receipt } from './receipt';

/** Judges every piece of stored evidence again and compares the verdicts byte by byte. */
export async function replayEvidence(s3: S3Client, bucket: string): Promise<Receipt['replayed']> {
  let verdicts = 0;
  let identical = 0;
  for await (const page of paginateListObjectsV2({ client: s3 }, { Bucket: bucket })) {
    const same = await Promise.all((page.Contents ?? []).map(({ Key }) => replaysIdentically(s3, bucket, Key ?? '')));
    verdicts += same.length;
    identical += same.filter(Boolean).length;
  }
  return { verdicts, identical };
}

async function replaysIdentically(s3: S3Client, Bucket: string, Key: string): Promise<boolean> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
  const evidence = JSON.parse((await Body?.transformToString()) ?? 'null') as Evidence;
  return JSON.stringify(replay(evidence)) === JSON.stringify(evidence.verdict);
}
