import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Evidence } from '../../lambda/gate/evidence';
import type { Look, Validation } from '../../lambda/gate/validation';
import type { Series } from '../../lambda/judge/series';

export type SeriesById = ReadonlyMap<string, readonly (number | null)[]>;

/** Reads the candidate's points of the newest look from its evidence, once per look. */
export class LiveSeries {
  #key: string | undefined;
  #series: SeriesById = new Map();

  constructor(
    private readonly s3: S3Client,
    private readonly bucket: string,
  ) {}

  /** The points by signature id; empty while there has been no look. */
  async of(validations: readonly Validation[]): Promise<SeriesById> {
    const look = validations.findLast((validation) => validation.lastLook !== undefined)?.lastLook;
    if (look !== undefined && look.evidenceKey !== this.#key) {
      this.#series = await this.#read(look);
      this.#key = look.evidenceKey;
    }
    return this.#series;
  }

  async #read({ evidenceKey }: Look): Promise<SeriesById> {
    const { Body } = await this.s3.send(new GetObjectCommand({ Bucket: this.bucket, Key: evidenceKey }));
    const evidence = JSON.parse((await Body?.transformToString()) ?? '{}') as Pick<Evidence, 'measured'>;
    return new Map(
      Object.entries(evidence.measured).map(([id, { candidate }]) => [id, candidate.kind === 'series' ? pointsOf(candidate.series) : []]),
    );
  }
}

/** One number a period; a rate in percent, `null` where there was nothing to divide by. */
export function pointsOf(series: Series): readonly (number | null)[] {
  if (series.kind === 'level') return series.values;
  return series.denominator.map((of, index) => (of === null || of === 0 ? null : (100 * (series.numerator[index] ?? 0)) / of));
}
