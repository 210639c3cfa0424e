/** Bundles that throw and functions that die between two steps: a gate still ends in one decision, and never in an approval by accident. */
import { Theatre, isMeasuring, once, type Ending } from './support/theatre';
import { expectTold } from './support/told';

let theatre: Theatre;

beforeAll(async () => {
  theatre = await Theatre.open();
}, 120_000);

afterAll(() => theatre?.close());

const storyOf = (ending: Ending): readonly string[] =>
  ending.lines.map((line) => {
    if (line.type === 'decision') return `${line.stage} ${line.decision} by ${line.by}`;
    if (line.type === 'remediation') return `${line.stage} back to ${line.toBuild ?? 'unknown'} ${line.outcome}`;
    return line.type === 'execution' ? line.status : line.type;
  });

const wholeGoodStory = ['Staging approve by gate', 'Production approve by gate', 'Succeeded'];

/** No validation of the run has more than one of anything, and all of them are told of. */
const expectOnce = async (ending: Ending): Promise<void> => {
  for (const validation of ending.validations) {
    expect(validation.status).toBe('decided');
    expect(validation.decisionToldAt).toBeDefined();
    await expectTold(theatre, validation);
  }
  expect(new Set(storyOf(ending)).size).toBe(ending.lines.length);
};

test('register throws always: the action fails in the end, and nothing is measured or approved', async () => {
  const mend = theatre.sabotage('register', { kind: 'throw' });
  try {
    const ending = await theatre.release(1);
    expect(ending.execution).toMatchObject({ status: 'Failed' });
    expect(ending.execution.failure).toContain('Staging/RegisterStagingValidation');
    expect(ending.validations).toEqual([]);
  } finally {
    mend();
  }
});

test('look throws always: held, with what was thrown', async () => {
  const mend = theatre.sabotage('look', { kind: 'throw' });
  try {
    const ending = await theatre.release(1);
    expect(storyOf(ending)).toEqual(['Staging hold by gate', 'Held']);
    expect(ending.decision('Staging')?.reasons.join('\n')).toContain('This bundle was patched to throw.');
    await expectOnce(ending);
  } finally {
    mend();
  }
});

test('decide throws always: the watchdog holds, with what was thrown', async () => {
  const mend = theatre.sabotage('decide', { kind: 'throw' });
  try {
    const ending = await theatre.release(1);
    expect(storyOf(ending)).toEqual(['Staging hold by gate', 'Held']);
    expect(ending.decision('Staging')?.reasons.join('\n')).toContain('This bundle was patched to throw.');
    await expectOnce(ending);
  } finally {
    mend();
  }
});

test('remediate throws always: the rejection stands, and people are told that nothing was rolled back', async () => {
  const good = await theatre.release(1);
  expect(storyOf(good)).toEqual(wholeGoodStory);
  const mend = theatre.sabotage('remediate', { kind: 'throw' });
  try {
    const ending = await theatre.release(4);
    expect(storyOf(ending)).toEqual(['Staging approve by gate', 'Production reject by gate', 'Failed']);
    expect(ending.validations.at(-1)?.remediation).toBeUndefined();
  } finally {
    mend();
  }
});

test('observe and watchdog throw always: a good build passes all the same', async () => {
  const mends = (['observe', 'watchdog'] as const).map((handler) => theatre.sabotage(handler, { kind: 'throw' }));
  try {
    expect(storyOf(await theatre.release(1))).toEqual(wholeGoodStory);
  } finally {
    for (const mend of mends) mend();
  }
});

test.each([
  { handler: 'register', at: 'PutItem', why: 'before the validation is written' },
  { handler: 'register', at: 'StartExecution', why: 'between the record and the workflow' },
  { handler: 'register', at: 'PutJobSuccessResult', why: 'between the workflow and the answer to CodePipeline' },
  { handler: 'look', at: 'UpdateItem', why: 'between the evidence and the record of the look' },
  { handler: 'decide', at: 'UpdateItem', why: 'before the decision is written' },
  { handler: 'decide', at: 'PutApprovalResult', why: 'between the decision and the answer' },
  { handler: 'decide', at: 'PutEvents', why: 'between the answer and the telling' },
] as const)('$handler dies $why, and again when it was done: one decision per gate', async ({ handler, at }) => {
  const mends: (() => void)[] = [theatre.sabotage(handler, { kind: 'crash-before', at, once: true })];
  // In production it dies once the call has been answered.
  const ending = await theatre.release(
    1,
    {},
    once(
      ({ validations }) => validations.some(({ stage, decision }) => stage === 'Staging' && decision?.answered === true),
      () => {
        mends.push(theatre.sabotage(handler, { kind: 'crash-after', at, once: true }));
      },
    ),
  );
  for (const mend of mends) mend();
  expect(storyOf(ending)).toEqual(wholeGoodStory);
  await expectOnce(ending);
});

test.each(['crash-before', 'crash-after'] as const)('remediate dies at the redeployment (%s): one rollback', async (kind) => {
  const mends: (() => void)[] = [];
  const ending = await theatre.release(
    4,
    {},
    once(isMeasuring('Production'), () => void mends.push(theatre.sabotage('remediate', { kind, at: 'CreateDeployment', once: true }))),
  );
  for (const mend of mends) mend();
  expect(storyOf(ending)).toEqual(['Staging approve by gate', 'Production reject by gate', 'Production back to 1 succeeded', 'Failed']);
  await expectOnce(ending);
});
