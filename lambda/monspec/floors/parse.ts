/** Bytes of a policy file → floors, or everything that is wrong with it. Parsed like a monspec. */
import * as v from 'valibot';
import { environmentOf, placeOf, signaturesOf } from '../build';
import { decode } from '../decode';
import type { Parsed } from '../issue';
import { readJsonc } from '../jsonc';
import { signatureIssues } from '../rules/signatures';
import { recordOf, serviceView } from '../rules/view';
import { shapeIssue } from '../schema/shape-issues';
import type { Floor, FloorComparison, Floors } from './floors';
import { floorsSchema, type FloorFile, type FloorsFile } from './schema';

/** One number bounds the error budget from both sides. */
const budgetOf = (budget: FloorFile['falseRejects']): Pick<Floor, 'falseRejects'> => {
  if (budget === undefined) {
    return {};
  }
  const { least, most } = typeof budget === 'number' ? { least: budget, most: budget } : budget;
  return { falseRejects: { least: least ?? 0, most: most ?? 1 } };
};

const judgingOf = ({ rule, falseRejects, falseApprovals, proof, earlyApproval, score }: FloorFile): Partial<Floor> => ({
  ...(rule === undefined ? {} : { rule }),
  ...budgetOf(falseRejects),
  ...(falseApprovals === undefined ? {} : { falseApprovals }),
  ...(proof === undefined ? {} : { proof }),
  ...(earlyApproval === undefined ? {} : { earlyApproval }),
  ...(score === undefined ? {} : { score }),
});

const comparisonOf = (file: NonNullable<FloorFile['comparisons']>[number]): FloorComparison => ({
  ...placeOf(file),
  ...(file.concurrent === undefined ? {} : { concurrent: file.concurrent }),
});

const floorOf = (of: string, file: FloorFile): Floor => ({
  of,
  ...judgingOf(file),
  ...(file.windowMinutes === undefined ? {} : { windowMinutes: file.windowMinutes }),
  ...(file.history === undefined ? {} : { history: file.history }),
  margins: file.scalefactorperc ?? {},
  signatures: signaturesOf(file),
  comparisons: (file.comparisons ?? []).map(comparisonOf),
  environments: Object.entries(file.environments ?? {}).map(([name, one]) => environmentOf(name, one)),
});

const build = (file: FloorsFile): Floors => ({ floors: Object.entries(file).map(([key, one]) => floorOf(key, one)) });

/** A floor without signatures is sensible; a monspec without them is not. */
const signatureRules = (value: unknown) =>
  Object.entries(recordOf(value)).flatMap(([key, one]) => {
    const view = serviceView([key], { perfsignature: [], ...recordOf(one) });
    return signatureIssues(view);
  });

/** Parses a policy: UTF-8 JSON with comments and ignored `_` keys, like a monspec. */
export const parseFloors = (input: Uint8Array | string): Parsed<Floors> => {
  const text = decode(input);
  const document = text.ok ? readJsonc(text.value) : text;
  if (!document.ok) {
    return document;
  }
  const { value, issues } = document.value;
  const shaped = v.safeParse(floorsSchema, value);
  const found = [...issues, ...(shaped.issues ?? []).map((one) => shapeIssue(value, one)), ...signatureRules(value)];
  return shaped.success && found.length === 0 ? { ok: true, value: build(shaped.output) } : { ok: false, issues: found };
};
