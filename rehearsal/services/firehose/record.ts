/** One record that a stream has taken. */
export interface StreamRecord {
  /** What the producer was told; also the document's id where Firehose makes it. */
  readonly id: string;
  readonly data: Uint8Array;
  /** Virtual epoch milliseconds. */
  readonly arrived: number;
}
