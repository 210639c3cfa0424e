import { strToU8, zipSync } from 'fflate';
import { executionName } from '../../lambda/gate/registration/execution-name';
import { explainIssues } from '../../lambda/gate/registration/explain';
import { identify } from '../../lambda/gate/registration/identify';
import { parseJob } from '../../lambda/gate/registration/job';
import { largestMonspec, monspecFileOf } from '../../lambda/gate/registration/monspec-file';
import { releaseName } from '../../lambda/gate/registration/release';
import { revision } from './support/validations';

describe('the event of a job', () => {
  const event = {
    'CodePipeline.job': {
      id: 'job-1',
      accountId: '123456789012',
      data: {
        actionConfiguration: { configuration: { FunctionName: 'register', UserParameters: 'a,5,b' } },
        inputArtifacts: [
          {
            name: 'Monspec',
            revision: null,
            location: { type: 'S3', s3Location: { bucketName: 'artifacts', objectKey: 'shop/Monspec/x' } },
          },
        ],
        outputArtifacts: [],
        artifactCredentials: { accessKeyId: 'SECRET-ID', secretAccessKey: 'SECRET-KEY', sessionToken: 'SECRET-TOKEN' },
      },
    },
  };

  test('is parsed without its credentials', () => {
    const job = parseJob(event);
    expect(job).toEqual({
      id: 'job-1',
      userParameters: 'a,5,b',
      artifacts: [{ name: 'Monspec', bucket: 'artifacts', key: 'shop/Monspec/x' }],
    });
    expect(JSON.stringify(job)).not.toContain('SECRET');
  });

  test('may have neither parameters nor artifacts', () => {
    expect(parseJob({ 'CodePipeline.job': { id: 'job-1', data: {} } })).toEqual({ id: 'job-1', artifacts: [] });
  });

  test.each([[undefined], [{}], ['text'], [{ 'CodePipeline.job': {} }], [{ 'CodePipeline.job': { id: '', data: {} } }]])(
    'is not %j',
    (other) => {
      expect(parseJob(other)).toBeUndefined();
    },
  );
});

describe('the execution of a job', () => {
  const place = { pipeline: 'shop', stage: 'Staging', action: 'Register' };
  const job = (executionId?: string) => ({
    id: 'j',
    artifacts: [],
    userParameters: JSON.stringify({ comparison: 'c', windowMinutes: 5, approvalAction: 'a', ...(executionId ? { executionId } : {}) }),
  });

  test.each([
    ['CodePipeline names it', job(), { ...place, executionId: 'e-1' }, 'e-1'],
    ['the parameters name it', job('e-1'), place, 'e-1'],
    ['both name it', job('e-1'), { ...place, executionId: 'e-1' }, 'e-1'],
  ])('%s', (_, given, where, expected) => {
    const identity = identify(given, where);
    expect(identity.ok && identity.value.context.executionId).toBe(expected);
  });

  test.each([
    ['nobody names it', job(), place, 'Neither the job nor its parameters name the pipeline execution.'],
    ['they disagree', job('e-2'), { ...place, executionId: 'e-1' }, 'This job belongs to execution e-1.'],
  ])('is refused where %s', (_, given, where, message) => {
    const identity = identify(given, where);
    expect(identity.ok ? [] : identity.issues.map((issue) => issue.message)).toEqual([message]);
  });
});

describe('the monspec of an artifact', () => {
  const text = '{"Shop":{}}';
  const zip = (files: Record<string, string>) =>
    zipSync(Object.fromEntries(Object.entries(files).map(([name, content]) => [name, strToU8(content)])));

  test.each([
    ['a bare file', strToU8(text), 'Monspec'],
    ['a zip with one file', zip({ 'monspec.json': text }), 'Monspec/monspec.json'],
    ['a zip with other things', zip({ 'spec/monspec.json': text, 'readme.md': 'hello' }), 'Monspec/spec/monspec.json'],
    ['a zip made on a Mac', zip({ 'monspec.json': text, '__MACOSX/._monspec.json': 'x' }), 'Monspec/monspec.json'],
  ])('is found in %s', (_, bytes, name) => {
    const file = monspecFileOf('Monspec', bytes);
    expect(file.ok && [file.value.name, new TextDecoder().decode(file.value.bytes)]).toEqual([name, text]);
  });

  test.each([
    ['a zip without one', zip({ 'readme.md': 'hello' }), 'The zip does not hold exactly one *.json.'],
    ['a zip with two', zip({ 'a.json': text, 'b.json': text }), 'The zip does not hold exactly one *.json.'],
    ['a broken zip', zip({ 'monspec.json': text }).slice(0, 40), 'The zip cannot be unpacked (invalid zip data).'],
    ['a bomb', zip({ 'monspec.json': 'x'.repeat(largestMonspec + 1) }), `A monspec has at most ${largestMonspec} bytes.`],
    ['a megabyte of junk', new Uint8Array(1_000_000), `A monspec has at most ${largestMonspec} bytes.`],
  ])('is refused in %s', (_, bytes, message) => {
    const file = monspecFileOf('Monspec', bytes);
    expect(file.ok ? '' : file.issues[0]?.message).toBe(message);
  });
});

describe('the name of a release', () => {
  const application = { artifact: 'Application', revisionId: 'v1', summary: 'Build 2' };
  const monspec = { artifact: 'Monspec', revisionId: 'v9', summary: 'Signature 7' };

  test.each([
    ['the deployed source’s summary', [monspec, application], 'Build 2'],
    ['its revision where it has no summary', [monspec, { artifact: 'Application', revisionId: 'v1' }], 'v1'],
    ['the first source where the deployed artifact was built', [monspec, { artifact: 'Source', summary: 'Fix #7' }], 'Fix #7'],
    [
      'the source with a summary where nobody can tell',
      [monspec, { artifact: 'Tests', revisionId: 'v5' }, { artifact: 'Source', summary: 'Fix #7' }],
      'Fix #7',
    ],
    ['the execution where there is nothing else', [monspec], 'exec-1'],
    ['the execution where the source says nothing', [{ artifact: 'Application' }], 'exec-1'],
  ])('is %s', (_, sources, expected) => {
    expect(releaseName(sources, revision('two'), 'Monspec', 'exec-1')).toBe(expected);
  });
});

describe('the name of a workflow', () => {
  const name = (validationId: string) =>
    executionName({ pipeline: 'ünbreakable pipeline/with:a very long name indeed', stage: 'Production.and.more.of.it', validationId });

  test('is one that Step Functions takes', () => {
    expect(name('a#b#c')).toMatch(/^[A-Za-z0-9_-]{1,80}$/);
  });

  test('is the same for the same validation, and another for another', () => {
    expect([name('a'), name('b')]).toEqual([name('a'), expect.not.stringMatching(name('a'))]);
  });
});

describe('what a refused registration says', () => {
  const issue = (path: string) => ({ path, received: '-5', message: 'The window is negative.', fix: 'Write 5.' });

  test('names place, value and fix', () => {
    expect(explainIssues([issue('UserParameters.windowMinutes')])).toBe(
      'UserParameters.windowMinutes: The window is negative. Received: -5. Write 5.',
    );
  });

  test('fits, however much is wrong', () => {
    const text = explainIssues(Array.from({ length: 500 }, (_, index) => issue(`place ${index}`)));
    expect(text.length).toBeLessThanOrEqual(5_000);
    expect(text).toMatch(/… and \d+ more\.$/);
  });

  test('fits, however long one thing is', () => {
    expect(explainIssues([issue('x'.repeat(9_000))]).length).toBeLessThanOrEqual(5_000);
  });
});
