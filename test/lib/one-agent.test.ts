/** OneAgent on the instances: what the templates say, and what the script does on a machine whose programs are stand-ins. */
import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { parseConfig } from '../../lib/config/config';
import { text } from './support/resolve';
import { templates } from './support/synthesize';

const url = 'https://abc12345.live.dynatrace.com';
const template = templates({
  dynatrace: { url, tokenSecretName: 'unbreakable/dynatrace', oneAgent: { tokenSecretName: 'unbreakable/oneagent' } },
})('UnbreakableProduction');

interface CloudConfig {
  readonly write_files: readonly { readonly path: string; readonly content: string; readonly permissions: string }[];
  readonly runcmd: readonly string[];
}

function userData(name: 'Service' | 'Load'): CloudConfig {
  const [launch] = Object.entries(template.findResources('AWS::EC2::LaunchTemplate')).filter(([id]) => id.startsWith(name));
  return parse(text(launch?.[1]['Properties']['LaunchTemplateData']['UserData'])) as CloudConfig;
}

const script = userData('Service').write_files.find(({ path }) => path.endsWith('install-oneagent.sh'));

test('where the application runs on no instances it is refused, with the path and the fix', () => {
  const dynatrace = { url, tokenSecretName: 'unbreakable/dynatrace', oneAgent: { tokenSecretName: 'unbreakable/oneagent' } };
  expect(() => parseConfig({ compute: 'ecs', dynatrace })).toThrow(/dynatrace oneAgent must stay away/);
});

describe('the templates', () => {
  test('install it on the application’s instances, before anything can be deployed, and not where load comes from', () => {
    const { runcmd } = userData('Service');
    const at = (part: string): number => runcmd.findIndex((line) => line.includes(part));
    expect(at('install-oneagent.sh')).toBeGreaterThan(at('install -d'));
    expect(at('install-oneagent.sh')).toBeLessThan(at('codedeploy'));
    expect(script?.permissions).toBe('0700');
    expect(JSON.stringify(userData('Load'))).not.toContain('oneagent');
  });

  test('let the instances read exactly the secret of the token, and hold no token', () => {
    const policies = Object.entries(template.findResources('AWS::IAM::Policy')).filter(
      ([, policy]) => text(policy['Properties']).includes('oneagent') || JSON.stringify(policy).includes('oneagent'),
    );
    expect(policies.map(([id]) => id)).toEqual([expect.stringMatching(/^Service/)]);
    expect(
      text(policies[0]?.[1]['Properties']['PolicyDocument']['Statement'].map((each: { Resource: unknown }) => each.Resource)),
    ).toContain(':secret:unbreakable/oneagent-??????');
  });
});

describe('the script', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'oneagent-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Programs that note their arguments and standard input, on a PATH of their own. */
  function machine({ secret, verified = true, downloaded = true }: { secret: string; verified?: boolean; downloaded?: boolean }) {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    const program = (name: string, body: string): void => {
      writeFileSync(join(bin, name), `#!/bin/bash\nprintf '%s\\n' "$*" >>'${folder}/${name}.args'\n${body}\n`);
      chmodSync(join(bin, name), 0o755);
    };
    program('aws', `printf '%s\\n' '${secret}'`);
    program(
      'curl',
      `while (($#)); do [[ "$1" == --config ]] && cat >>'${folder}/curl.config'; [[ "$1" == --output ]] && out="$2"; shift; done
${downloaded ? '' : 'exit 22'}
printf '%s\\n' 'echo "$@" >>"${folder}/installer.args"' >"$out"`,
    );
    program('openssl', `cat >'${folder}/openssl.input'; exit ${verified ? 0 : 4}`);
    const path = `${bin}:/usr/bin:/bin`;
    const { status } = spawnSync('bash', ['-s'], { input: script?.content ?? '', env: { PATH: path, TMPDIR: folder } });
    const read = (name: string): string => (existsSync(join(folder, name)) ? readFileSync(join(folder, name), 'utf8') : '');
    return { status, read };
  }

  test.each([
    ['plain text', 'dt0c01.PAAS.TOKEN'],
    ['JSON', '{"url": "https://x", "token": "dt0c01.PAAS.TOKEN"}'],
  ])('downloads with a token that is %s, and shows it to no list of processes', (_, secret) => {
    const { status, read } = machine({ secret });
    expect(status).toBe(0);
    expect(read('curl.config')).toBe('header = "Authorization: Api-Token dt0c01.PAAS.TOKEN"\n');
    expect(read('curl.args')).not.toContain('PAAS');
    expect(read('curl.args')).toContain(`${url}/api/v1/deployment/installer/agent/unix/default/latest?arch=arm&flavor=default`);
    expect(read('aws.args')).toContain('--secret-id unbreakable/oneagent');
    expect(read('installer.args')).toBe(
      '--set-monitoring-mode=fullstack --set-app-log-content-access=true --set-host-group=unbreakable-Production\n',
    );
  });

  test('an answer without a token leaves the download to fail, not the script to guess', () => {
    expect(machine({ secret: '{"other":"x"}' }).read('curl.config')).toBe('header = "Authorization: Api-Token "\n');
  });

  test('checks the signature over the whole installer', () => {
    expect(machine({ secret: 'x' }).read('openssl.input')).toMatch(/^Content-Type: multipart\/signed;.*\n\n\n----SIGNED-INSTALLER\necho /);
  });

  test.each([
    ['whose signature is wrong', { verified: false }],
    ['that cannot be downloaded', { downloaded: false }],
  ])('runs no installer %s', (_, trouble) => {
    const { status, read } = machine({ secret: 'x', ...trouble });
    expect(status).not.toBe(0);
    expect(read('installer.args')).toBe('');
  });

  test('leaves nothing behind', () => {
    machine({ secret: 'x' });
    expect(execFileSync('ls', [folder], { encoding: 'utf8' })).not.toContain('tmp.');
  });
});
