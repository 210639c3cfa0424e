/** What rules say of labelled incidents: detection and false alarms. */
import { groupBy } from '../../group';
import { kayentaRule } from '../../peers/kayenta';
import type { Rule } from '../../peers/outcome';
import { ourRule } from '../../peers/ours';
import { plainRule } from '../../peers/plain';
import { withoutHistory, type Incident } from './incident';
import { readNezha } from './nezha';
import { readPetshop } from './petshop';

const rules: readonly (readonly [name: string, rule: Rule, history: boolean])[] = [
  ['plain ±%', plainRule, false],
  ['Kayenta default', kayentaRule, false],
  ['this judge, no history', ourRule, false],
  ['this judge, 10 pairs', ourRule, true],
];

const shares = (rule: Rule, history: boolean, incidents: readonly Incident[]): string => {
  const seen = incidents.filter(({ hasHistory }) => hasHistory || !history);
  const verdicts = seen.map((one) => rule.judge(history ? one.case : withoutHistory(one.case)).verdict);
  const share = (names: readonly string[]): string =>
    `${((100 * verdicts.filter((verdict) => names.includes(verdict)).length) / Math.max(1, verdicts.length)).toFixed(0)} %`;
  return seen.length === 0 ? '–' : `${share(['fail'])} / ${share(['inconclusive'])} / ${share(['pass', 'warning'])} of ${seen.length}`;
};

const row = (label: string, incidents: readonly Incident[]): string =>
  `| ${label} | ${rules.map(([, rule, history]) => shares(rule, history, incidents)).join(' | ')} |`;

/** Rejected / inconclusive / approved per source and kind, or that it is skipped. */
export const incidentsTable = (folder: string): string => {
  const all = [...readPetshop(folder), ...readNezha(folder)];
  const groups = groupBy(all, ({ source, kind, wrong }) => `${source}, ${wrong ? kind : 'nothing wrong'}`);
  return all.length === 0
    ? `Labelled incidents: skipped, ${folder} has neither petshop/ nor nezha/.`
    : [
        'Labelled incidents, rejected / inconclusive / approved:',
        '',
        `| window | ${rules.map(([name]) => name).join(' | ')} |`,
        `|---|${rules.map(() => '---').join('|')}|`,
        ...[...groups].map(([label, incidents]) => row(label, incidents)),
      ].join('\n');
};
