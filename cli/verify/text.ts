import Table from 'cli-table3';
import pc from 'picocolors';
import { areas, type Finding, type Status } from './difference';

const marks: Readonly<Record<Status, string>> = { same: pc.green('✔'), different: pc.red('✘'), unknown: pc.yellow('?') };

/** The findings for people: a line an area, a table of what differs, what to do about it. Pure. */
export function verifyText(findings: readonly Finding[]): string {
  const trouble = findings.filter(({ status }) => status !== 'same');
  const lines = [
    ...areas.flatMap((area) => areaLine(findings, area)),
    '',
    ...(trouble.length === 0 ? [] : [tableOf(trouble), '', ...fixes(trouble), '']),
  ];
  return `${[...lines, verdict(trouble)].join('\n')}\n`;
}

function areaLine(findings: readonly Finding[], area: Finding['area']): readonly string[] {
  const some = findings.filter((finding) => finding.area === area);
  if (some.length === 0) return [];
  const same = some.filter(({ status }) => status === 'same').length;
  const worst: Status = some.some(({ status }) => status === 'different') ? 'different' : same === some.length ? 'same' : 'unknown';
  return [`${marks[worst]} ${area.padEnd(12)} ${same} of ${some.length} as in the rehearsal`];
}

function tableOf(trouble: readonly Finding[]): string {
  const table = new Table({
    head: ['', 'what', 'in the rehearsal', 'here'],
    style: { head: [], border: [], compact: true },
    wordWrap: true,
  });
  table.push(...trouble.map(({ status, what, rehearsed, found }) => [marks[status], what, rehearsed, found]));
  return table.toString();
}

const fixes = (trouble: readonly Finding[]): readonly string[] => [
  ...new Set(trouble.flatMap(({ fix }) => (fix === undefined ? [] : [`→ ${fix}`]))),
];

function verdict(trouble: readonly Finding[]): string {
  if (trouble.length === 0) return pc.green('This system is as the rehearsal has it, as far as it was looked at.');
  const different = trouble.filter(({ status }) => status === 'different').length;
  const counted = `${different} ${different === 1 ? 'thing differs' : 'things differ'}, ${trouble.length - different} could not be found out.`;
  return `${pc.red(counted)} Do what stands behind the arrows, then verify again.`;
}
