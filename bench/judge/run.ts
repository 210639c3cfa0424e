/**
 * `npm run bench:judge`: our judge beside other rules on the same simulated cases.
 *   --cases N   cases per cell (300)      --seed S     another seed, another draw (1)
 *   --window M  minutes (30)              --pairs K    earlier comparisons (10)
 *   --cells     also cell by cell         --data DIR   also real series below this folder
 *   --ours      our judge only            --extended  also a gate that makes its window twice as long, once
 *   --falseRejects, --falseApprovals: the policy, for trade-offs
 */
import { parseArgs } from 'node:util';
import { defaultPolicy } from '../../lambda/judge/evidence/case';
import { flakinessOf } from './flakiness';
import { measure, type Options } from './measure';
import { flaggerRule } from './peers/flagger';
import { kayentaEffectRule, kayentaRule } from './peers/kayenta';
import { keptnRule } from './peers/keptn';
import type { Rule } from './peers/outcome';
import { extendingRule, ourRule } from './peers/ours';
import { plainRule, polledRule } from './peers/plain';
import { incidentsTable } from './real/incidents/table';
import { realTable } from './real/table';
import { summarise } from './summary';
import { cellsTable, rulesTable } from './table';

const peers = [plainRule, polledRule, keptnRule, flaggerRule, kayentaRule, kayentaEffectRule] as const;

const { values } = parseArgs({
  options: {
    cases: { type: 'string', default: '300' },
    seed: { type: 'string', default: '1' },
    window: { type: 'string', default: '30' },
    pairs: { type: 'string', default: '10' },
    cells: { type: 'boolean', default: false },
    data: { type: 'string' },
    ours: { type: 'boolean', default: false },
    extended: { type: 'boolean', default: false },
    falseRejects: { type: 'string', default: String(defaultPolicy.falseRejects) },
    falseApprovals: { type: 'string', default: String(defaultPolicy.falseApprovals) },
  },
});

const options: Options = {
  cases: Number(values.cases),
  seed: Number(values.seed),
  minutes: Number(values.window),
  pairs: Number(values.pairs),
};

const say = (text: string): void => {
  process.stdout.write(`${text}\n`);
};

const policy = { ...defaultPolicy, falseRejects: Number(values.falseRejects), falseApprovals: Number(values.falseApprovals) };

const ours = (pairs: number): Rule => ({
  judge: (it) => ourRule.judge({ ...it, policy }),
  name: pairs === 0 ? '**this judge, no history**' : `**this judge, ${pairs} pairs**`,
});

say(`${options.cases} cases per cell, 35 cells in 16 families, windows of ${options.minutes} minutes, seed ${options.seed}\n`);
const without = measure([ours(0)], { ...options, pairs: 0 });
const results = measure([...(values.ours ? [] : peers), ours(options.pairs)], options);
const extending: Rule = { ...extendingRule, judge: (it) => extendingRule.judge({ ...it, policy }) };
const extended = values.extended ? measure([extending], { ...options, minutes: 2 * options.minutes }) : [];
const last = results.at(-1);
say(rulesTable([...results.slice(0, -1), ...without, ...(last === undefined ? [] : [last]), ...extended].map(summarise)));

const flaky = flakinessOf(ours(options.pairs), { ...options, cases: Math.ceil(options.cases / 4) });
say(
  `\nThe same build in two neighbouring windows: one approves and the other rejects in ${flaky.contradictory.toFixed(1)} % of cases; they differ at all in ${flaky.different.toFixed(1)} %.`,
);
if (values.cells && last !== undefined) {
  say(`\n${cellsTable(last)}`);
}
const real = (folder: string): string => `${realTable(folder, options)}\n\n${incidentsTable(folder)}`;
say(`\n${values.data === undefined ? 'Real series and labelled incidents: skipped; name their folder with --data.' : real(values.data)}`);
