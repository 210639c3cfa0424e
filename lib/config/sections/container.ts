import * as v from 'valibot';
import { choice, option } from '../option';
import { whole } from '../units';

/** Memory in MiB that Fargate offers for a number of CPU units: least, most. */
const memoryOf = { 256: [512, 2048], 512: [1024, 4096], 1024: [2048, 8192], 2048: [4096, 16_384], 4096: [8192, 30_720] } as const;

const cpu = v.pipe(
  v.picklist([256, 512, 1024, 2048, 4096], 'must be 256, 512, 1024, 2048 or 4096 CPU units'),
  v.metadata({ unit: 'CPU units', range: '256, 512, 1024, 2048 or 4096' }),
);

const imageUri = v.pipe(
  v.string('must be text'),
  v.regex(/^[a-z0-9.-]+(?::\d+)?(?:\/[a-z0-9._/-]+)+(?::[\w.-]+|@sha256:[0-9a-f]{64})$/, 'must be an image with registry, name and tag'),
  v.metadata({ range: 'image URI with a tag or digest' }),
);

/** The application's container; only for `compute: 'ecs'`. @param bakeMinutes the bake where nobody says */
export const containerSchema = (bakeMinutes: number) =>
  v.pipe(
    v.optional(
      v.strictObject({
        cpu: option(cpu, 256, 'CPU units of a task; 1024 are one virtual processor. Only for ecs, like all of these.'),
        memory: option(whole('MiB', 512, 30_720), 512, 'Memory of a task; Fargate offers steps that depend on `cpu`.'),
        architecture: option(v.picklist(['arm64', 'x86_64'], 'must be arm64 or x86_64'), 'arm64', 'Processor that the image is made for.'),
        bakeMinutes: option(
          whole('minutes', 0, 1440),
          bakeMinutes,
          'How long the build before stays beside a new one, and alarms bring it back; the alarm on errors needs three minutes. 0 = neither: the gate alone decides.',
        ),
        image: choice(
          imageUri,
          'Image that the service is created with; it must answer the health check. Default: a placeholder, until the first release.',
        ),
      }),
      {},
    ),
    v.forward(
      v.check(
        ({ cpu: units, memory }) => memory >= memoryOf[units][0] && memory <= memoryOf[units][1],
        'must be a size that Fargate offers for this cpu: 256 → 512 to 2048, 512 → 1024 to 4096, 1024 → 2048 to 8192, 2048 → 4096 to 16384, 4096 → 8192 to 30720',
      ),
      ['memory'],
    ),
  );
