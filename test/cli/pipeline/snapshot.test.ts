import { actionViews } from '../../../cli/pipeline/snapshot';
import type { PipelineStructure } from '../../../cli/pipeline/structure';

const action = (name: string, runOrder: number) => ({ name, runOrder, provider: 'S3', configuration: {}, inputs: [], outputs: [] });

const structure: PipelineStructure = {
  name: 'p',
  stages: [
    { name: 'Source', actions: [action('Application', 1)] },
    { name: 'Staging', actions: [action('Approve', 3), action('Deploy', 1)] },
  ],
};

test('actions come in the order in which they run, those not started included', () => {
  const views = actionViews(structure, [{ stageName: 'Source', actionName: 'Application', status: 'Succeeded' }]);
  expect(views.map(({ name, status }) => `${name} ${status}`)).toEqual([
    'Application Succeeded',
    'Deploy NotStarted',
    'Approve NotStarted',
  ]);
});

test('of a retried action the newest run counts, in whichever order the runs are listed', () => {
  const runs = [
    { stageName: 'Staging', actionName: 'Deploy', status: 'Succeeded' as const, startTime: new Date(2) },
    {
      stageName: 'Staging',
      actionName: 'Deploy',
      status: 'Failed' as const,
      startTime: new Date(1),
      output: { executionResult: { errorDetails: { message: 'hook failed' } } },
    },
  ];
  for (const details of [runs, runs.toReversed()]) {
    expect(actionViews(structure, details).find(({ name }) => name === 'Deploy')).toEqual({
      stage: 'Staging',
      name: 'Deploy',
      status: 'Succeeded',
    });
  }
});

test('a failed action says why', () => {
  const [, deploy] = actionViews(structure, [
    {
      stageName: 'Staging',
      actionName: 'Deploy',
      status: 'Failed',
      output: { executionResult: { errorDetails: { message: 'hook failed' } } },
    },
  ]);
  expect(deploy?.summary).toBe('hook failed');
});
