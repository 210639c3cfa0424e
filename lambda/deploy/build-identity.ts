/** Which build a zip is, from the zip alone, so that the same zip again is the same build. */
import { createHash } from 'node:crypto';
import { Unzip, UnzipInflate, type UnzipFile } from 'fflate';
import * as v from 'valibot';

export interface BuildIdentity {
  /** What the zip's `build.json` calls it; the first twelve digits of its hash where it has none that can be used. */
  readonly version: string;
  /** SHA-256 of the zip, in hex. */
  readonly hash: string;
}

/** Most of a `build.json` that is read, in bytes. */
const most = 65_536;

const schema = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ build: v.pipe(v.union([v.string(), v.number()]), v.transform(String), v.regex(/^[\w.+-]{1,64}$/)) }),
);

/** Reads a zip once, without keeping it. Rejects where the zip cannot be read to its end. */
export const identify = async (zip: AsyncIterable<Uint8Array>): Promise<BuildIdentity> => {
  const hash = createHash('sha256');
  const description = new Description();
  for await (const chunk of zip) {
    hash.update(chunk);
    description.push(chunk);
  }
  const hex = hash.digest('hex');
  return { version: description.build() ?? hex.slice(0, 12), hash: hex };
};

/** The `build.json` in the root of a zip that comes in pieces. What is wrong with the zip is Lambda's to say. */
class Description {
  private readonly unzip = new Unzip((file) => this.open(file));
  private text = '';
  private broken = false;

  constructor() {
    this.unzip.register(UnzipInflate);
  }

  push(chunk: Uint8Array): void {
    if (this.broken) return;
    try {
      this.unzip.push(chunk);
    } catch {
      this.broken = true;
    }
  }

  build(): string | undefined {
    const result = v.safeParse(schema, this.text);
    return !this.broken && result.success ? result.output.build : undefined;
  }

  private open(file: UnzipFile): void {
    if (file.name !== 'build.json') return;
    const decoder = new TextDecoder();
    file.ondata = (error, data) => {
      this.broken ||= error !== null || this.text.length + data.length > most;
      if (!this.broken) this.text += decoder.decode(data, { stream: true });
    };
    file.start();
  }
}
