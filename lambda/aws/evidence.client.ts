import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { Evidence } from '../gate/evidence';
import { GateError } from '../gate/gate-error';
import { canonicalJson } from '../gate/looking/canonical-json';
import type { EvidenceStore } from '../gate/ports/objects';
import { clientOptions } from './client-options';
import { parseEvidence, readableEvidence } from './evidence-schema';
import { isNamed } from './sdk-error';

/** The bucket of evidence. What was written once is never written over: the first writer's evidence is the truth. */
export class EvidenceBucket implements EvidenceStore {
  constructor(
    private readonly bucket: string,
    private readonly client: S3Client = new S3Client(clientOptions),
  ) {}

  async keep(key: string, evidence: Evidence): Promise<Evidence> {
    if (await this.putOnce(key, canonicalJson(evidence))) {
      return evidence;
    }
    const text = await this.text(key);
    if (text === undefined) {
      throw new GateError(
        'EvidenceVanished',
        `The evidence ${key} was there and is gone.`,
        'Look for what deletes objects of the evidence bucket.',
      );
    }
    return parseEvidence(key, text);
  }

  async look(key: string): Promise<Evidence | undefined> {
    const text = await this.text(key);
    return text === undefined ? undefined : readableEvidence(text);
  }

  async keepMonspec(key: string, text: string): Promise<void> {
    await this.putOnce(key, text);
  }

  monspec(key: string): Promise<string | undefined> {
    return this.text(key);
  }

  /** The text of an object; `undefined` where there is none. */
  async text(key: string): Promise<string | undefined> {
    try {
      const { Body: body } = await this.client.send(new GetObjectCommand({ Bucket: this.bucket, Key: key }));
      return await body?.transformToString('utf-8');
    } catch (error) {
      if (isNamed(error, 'NoSuchKey', 'NotFound')) {
        return undefined;
      }
      throw error;
    }
  }

  private async putOnce(key: string, text: string): Promise<boolean> {
    try {
      await this.client.send(
        new PutObjectCommand({ Bucket: this.bucket, Key: key, Body: text, ContentType: 'application/json', IfNoneMatch: '*' }),
      );
      return true;
    } catch (error) {
      if (isNamed(error, 'PreconditionFailed')) {
        return false;
      }
      throw error;
    }
  }
}
