import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { chromium } from 'playwright-core';
import type { HttpAnswer } from '../../../lambda/report/http';

/**
 * Where a Chromium is: CHROME_PATH, the usual places of Linux and macOS, then Playwright's own; `undefined` for none,
 * or where CHROME_PATH says `none`.
 */
export function findChromium(): string | undefined {
  if (process.env['CHROME_PATH'] === 'none') return undefined;
  const usual = [
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  ];
  return [process.env['CHROME_PATH'] ?? '', ...usual, chromium.executablePath()].find((path) => path !== '' && existsSync(path));
}

/** Flags that keep the browser to itself. */
export const browserFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Serves answers under `/<name>` on a free port, with the headers that the function sends. */
export async function serveAnswers(
  answers: Readonly<Record<string, HttpAnswer>>,
): Promise<{ readonly base: string; close(): Promise<void> }> {
  const server = createServer((request, response) => {
    const answer = answers[(request.url ?? '').slice(1)];
    response.writeHead(answer?.statusCode ?? 404, answer?.headers ?? {}).end(answer?.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const close = (): Promise<void> => new Promise((resolve) => server.close(() => resolve()));
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close };
}
