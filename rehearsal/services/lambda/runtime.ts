/**
 * Runs inside a function's process: loads the handler, then answers one request at a time over the IPC channel.
 * Deadlines use performance.now(), because Date is virtual in here and time limits are real.
 */
import type { FunctionFailure } from './api';
import { loadHandler, type Handler } from './load-handler';
import type { InvokeMessage, RuntimeMessage } from './runtime-messages';

const env = process.env;
let current: string | undefined;

const send = (message: RuntimeMessage, then?: () => void) => {
  process.send?.(message, undefined, undefined, () => then?.());
};

const failureOf = (error: unknown, type?: string): FunctionFailure =>
  error instanceof Error
    ? { errorType: type ?? error.name, errorMessage: error.message, trace: (error.stack ?? '').split('\n') }
    : { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };

const contextOf = (message: InvokeMessage) => {
  const end = performance.now() + message.timeoutMilliseconds;
  return {
    awsRequestId: message.requestId,
    invokedFunctionArn: message.functionArn,
    functionName: env['AWS_LAMBDA_FUNCTION_NAME'],
    functionVersion: '$LATEST',
    memoryLimitInMB: env['AWS_LAMBDA_FUNCTION_MEMORY_SIZE'],
    logGroupName: env['AWS_LAMBDA_LOG_GROUP_NAME'],
    logStreamName: env['AWS_LAMBDA_LOG_STREAM_NAME'],
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(end - performance.now())),
  };
};

const answer = async (handler: Handler, message: InvokeMessage): Promise<RuntimeMessage> => {
  try {
    const event: unknown = JSON.parse(message.payload);
    const result: unknown = await handler(event, contextOf(message));
    return { kind: 'returned', requestId: message.requestId, payload: JSON.stringify(result ?? null) };
  } catch (error) {
    console.error(error);
    return { kind: 'failed', requestId: message.requestId, failure: failureOf(error) };
  }
};

const handle = async (handler: Handler, message: InvokeMessage): Promise<void> => {
  current = message.requestId;
  env['_X_AMZN_TRACE_ID'] = `Root=1-${current.slice(0, 8)}-${current.replaceAll('-', '').slice(8)};Sampled=0`;
  const reply = await answer(handler, message);
  current = undefined;
  send(reply);
};

const serve = (handler: Handler) => {
  process.on('message', (message: InvokeMessage) => void handle(handler, message));
  send({ kind: 'ready' });
};

/** What nobody caught: reported with the request it hit, and the process ends, as in Lambda. */
const die = (error: unknown, type?: string) => {
  console.error(error);
  const failure = failureOf(error, type);
  send({ kind: 'failed', ...(current === undefined ? {} : { requestId: current }), failure }, () => process.exit(1));
};

process.on('uncaughtException', (error) => die(error));
process.on('unhandledRejection', (reason) => die(reason, 'Runtime.UnhandledPromiseRejection'));
process.on('disconnect', () => process.exit(0));

loadHandler().then(serve, (error: unknown) => die(error));
