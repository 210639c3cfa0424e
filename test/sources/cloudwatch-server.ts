/** A local server that speaks CloudWatch's JSON 1.0 protocol, as far as GetMetricData goes, for the real SDK client. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cloudWatchClient } from '../../lambda/sources/cloudwatch/cloudwatch.client';

export interface WireQuery {
  readonly Id: string;
  readonly MetricStat: {
    readonly Metric: {
      readonly Namespace: string;
      readonly MetricName: string;
      readonly Dimensions: { readonly Name: string; readonly Value: string }[];
    };
    readonly Period: number;
    readonly Stat: string;
  };
}

export interface WireRequest {
  readonly MetricDataQueries: readonly WireQuery[];
  /** Epoch seconds. */
  readonly StartTime: number;
  readonly EndTime: number;
  readonly NextToken?: string;
}

export type Answer = (request: WireRequest, response: ServerResponse, call: number) => void;

/** Answers with a body of CloudWatch's protocol. */
export const json = (response: ServerResponse, body: unknown, status = 200): void => {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-requestid': 'test' });
  response.end(JSON.stringify(body));
};

/** Answers with an AWS error. */
export const awsError = (response: ServerResponse, code: string, status: number): void => {
  response.setHeader('x-amzn-query-error', `${code};Sender`);
  json(response, { __type: `com.amazonaws.cloudwatch#${code}`, message: `${code} happened` }, status);
};

/** Points of one metric by epoch seconds. */
export type Points = Readonly<Record<number, number | string>>;

/** A complete result of one query. */
export const result = (id: string, points: Points, more: object = {}): object => ({
  Id: id,
  Label: id,
  Timestamps: Object.keys(points).map(Number),
  Values: Object.values(points),
  StatusCode: 'Complete',
  ...more,
});

const bodyOf = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
};

/** A started server: its requests, a client for it, and its end. */
export class CloudWatchServer {
  readonly requests: WireRequest[] = [];
  private constructor(private readonly server: Server) {}

  static async start(answer: Answer): Promise<CloudWatchServer> {
    const server = createServer();
    const started = new CloudWatchServer(server);
    server.on('request', (request: IncomingMessage, response: ServerResponse) => {
      void started.serve(request, response, answer);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return started;
  }

  private async serve(request: IncomingMessage, response: ServerResponse, answer: Answer): Promise<void> {
    const parsed = JSON.parse(await bodyOf(request)) as WireRequest;
    if (request.headers['x-amz-target'] !== 'GraniteServiceVersion20100801.GetMetricData') {
      awsError(response, 'UnknownOperationException', 400);
      return;
    }
    this.requests.push(parsed);
    answer(parsed, response, this.requests.length);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The real client, with a single attempt so that errors come at once. */
  client(maxAttempts = 1) {
    return clientFor(`http://127.0.0.1:${this.port}`, maxAttempts);
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}

/** The real client for an address. */
export const clientFor = (endpoint: string, maxAttempts = 1) =>
  cloudWatchClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' }, maxAttempts });
