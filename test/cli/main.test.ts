import { createServer } from 'node:net';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { main } from '../../cli/main';

/** Runs the command line in this process and catches what it says. */
async function run(...args: string[]): Promise<{ code: number; said: string }> {
  let said = '';
  const catching = (chunk: string | Uint8Array): boolean => {
    said += chunk.toString();
    return true;
  };
  const spies = [
    jest.spyOn(process.stdout, 'write').mockImplementation(catching),
    jest.spyOn(process.stderr, 'write').mockImplementation(catching),
  ];
  try {
    return { code: await main(args), said };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}

test.each([['rehearse'], ['release'], ['link']])('%s --help has examples and ends well', async (verb) => {
  const { code, said } = await run(verb, '--help');
  expect(code).toBe(0);
  expect(said).toContain('Examples:');
});

test.each<[string, string[], string]>([
  ['an unknown command', ['rehears'], "unknown command 'rehears'"],
  ['an unknown option', ['rehearse', '--build', '1'], "unknown option '--build'"],
  ['builds that are no numbers', ['rehearse', '--builds', 'one'], 'received "one", expected build numbers separated by commas'],
  ['a build nobody knows', ['rehearse', '--builds', '9', '--port', '0'], 'There is no build 9'],
  ['a speed out of bounds', ['rehearse', '--speed', '1000'], 'received "1000", expected a whole number from 1 to 240.'],
  ['an app that is none', ['rehearse', '--app', '/nowhere', '--port', '0'], '--app /nowhere: there is no manifest.json'],
  [
    'a file that cannot be written',
    ['rehearse', '--json', '/nowhere/story.ndjson'],
    '--json /nowhere/story.ndjson: the file cannot be written',
  ],
  ['a bundle that is not there', ['release', '/nowhere/app.zip'], '/nowhere/app.zip cannot be read'],
])('%s is one clear sentence and exit code 3', async (_, args, sentence) => {
  const { code, said } = await run(...args);
  expect(said).toContain(sentence);
  expect(said).not.toMatch(/\n\s+at /);
  expect(code).toBe(3);
});

test('a bundle that is no zip is refused before anything is called', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'unbreakable-test-')), 'app.zip');
  writeFileSync(file, 'not a zip');
  const { code, said } = await run('release', file);
  expect(said).toContain('is no zip archive. CodeDeploy deploys zips with an appspec.yml at the top.');
  expect(code).toBe(3);
});

test('a port in use is known before anything is started', async () => {
  const server = createServer();
  const port = await new Promise<number>((resolve) =>
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port)),
  );
  const { code, said } = await run('rehearse', '--port', String(port));
  server.close();
  expect(said).toContain(`Port ${port} on 127.0.0.1 cannot be used for the report (EADDRINUSE). Name another with --port`);
  expect(code).toBe(3);
});
