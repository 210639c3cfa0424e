import { XMLBuilder } from 'fast-xml-parser';
import type { Evaluation } from '../evaluation';
import { clean } from '../../../lambda/report/format/clean';
import type { SignatureVerdict, SignatureVerdictName } from '../../../lambda/judge/verdict';
import { closing } from '../outcome';

type Element = Readonly<Record<string, unknown>>;

const attribute = '@';

const builder = new XMLBuilder({ attributeNamePrefix: attribute, ignoreAttributes: false, format: true, suppressEmptyNode: true });

const said = (kind: string, message: string): Element => ({ [kind]: { [`${attribute}message`]: clean(message), '#text': clean(message) } });

/** What CI systems make of a verdict: fail is a failure, an open question an error, info a skipped test. */
const resultOf = (verdict: SignatureVerdictName, reason: string): Element => {
  switch (verdict) {
    case 'pass':
      return {};
    case 'warning':
      return { 'system-out': clean(`Warning: ${reason}`) };
    case 'fail':
      return said('failure', reason);
    case 'inconclusive':
      return said('error', reason);
    case 'info':
      return { skipped: { [`${attribute}message`]: clean(reason) } };
  }
};

const testCase = (suite: string, name: string, verdict: SignatureVerdictName, reason: string): Element => ({
  [`${attribute}classname`]: clean(suite),
  [`${attribute}name`]: clean(name),
  ...resultOf(verdict, reason),
});

const count = (verdicts: readonly SignatureVerdictName[], wanted: SignatureVerdictName): number =>
  verdicts.filter((one) => one === wanted).length;

/** An evaluation as JUnit XML: a test per signature, and one for the verdict, so that the suite is red whenever it is not a pass. */
export function junitXml(evaluation: Evaluation): string {
  const { service, comparison, verdict, at, receipt } = evaluation;
  const suite = `${service.key}.${comparison.name}`;
  const signatures: readonly SignatureVerdict[] = verdict.signatures;
  const verdicts = [verdict.verdict, ...signatures.map((one) => one.verdict)];
  const attributes = {
    name: clean(suite),
    tests: verdicts.length,
    failures: count(verdicts, 'fail'),
    errors: count(verdicts, 'inconclusive'),
    skipped: count(verdicts, 'info'),
    time: (receipt.milliseconds / 1000).toFixed(3),
    timestamp: new Date(at).toISOString(),
  };
  const testsuite = {
    ...Object.fromEntries(Object.entries(attributes).map(([name, value]) => [`${attribute}${name}`, value])),
    testcase: [
      testCase(suite, 'Verdict', verdict.verdict, closing(evaluation)),
      ...signatures.map((one) => testCase(suite, one.label, one.verdict, one.reason)),
    ],
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ testsuites: { testsuite } })}`;
}
