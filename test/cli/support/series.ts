/** A folder with a monspec and files of series for the command line. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const folder = mkdtempSync(join(tmpdir(), 'unbreakable-cli-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

export const begin = Date.UTC(2026, 10, 20, 9, 0);
export const window = ['--from', '2026-11-20T09:00Z', '--to', '2026-11-20T09:30Z'];

const key = (name: string): string => `com.dynatrace.builtin:service.${name}`;

/** The percentage rule, so that these tests rest on arithmetic alone. */
export const monspec = {
  shop: {
    etype: 'SERVICE',
    rule: 'percentage',
    environments: {
      Staging: { cloudwatch: { dimensions: { LoadBalancer: 'app/s/1', TargetGroup: 'targetgroup/s/1' } } },
      Production: { cloudwatch: { dimensions: { LoadBalancer: 'app/p/1', TargetGroup: 'targetgroup/p/1' } } },
    },
    comparisons: [{ name: 'ToProduction', source: 'Staging', compare: 'Production', scalefactorperc: { default: 30 } }],
    perfsignature: [{ timeseries: key('responsetime') }, { timeseries: key('failurerate'), upperlimit: 2 }],
  },
};

export const file = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

export const pathOf = (name: string): string => join(folder, name);

export const monspecFile = (value: unknown = monspec, name = 'monspec.json'): string => file(name, JSON.stringify(value));

/** Half an hour in which staging takes `milliseconds` and production 100. */
export const series = (milliseconds: number, name = `${milliseconds}.csv`): string => {
  const rows = Array.from({ length: 30 }, (_, minute) => {
    const at = new Date(begin + minute * 60_000).toISOString();
    return [
      `${at},Staging,service.responsetime,${milliseconds},,`,
      `${at},Production,service.responsetime,100,,`,
      `${at},Staging,service.failurerate,,1,1000`,
      `${at},Production,service.failurerate,,1,1000`,
    ];
  });
  return file(name, ['time,environment,signature,value,numerator,denominator', ...rows.flat()].join('\n'));
};
