/** Answers that a real Dynatrace gave, recorded by others (see the folder's SOURCES.md). They are not part of this repository. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { windowOf } from '../requests';
import { outcomeFrom, raw, stopTenants } from './tenant';

const folder = process.env['UNBREAKABLE_CONFORMANCE'] ?? join(__dirname, '..', '..', '..', '..', 'shared', 'fixtures', 'conformance');
const metrics = join(folder, 'dynatrace-service', 'sli', 'testdata', 'sli_files', 'metrics');
const isThere = existsSync(metrics);

if (!isThere) {
  process.stderr.write('The suite of recorded answers is skipped: set UNBREAKABLE_CONFORMANCE to a folder that holds dynatrace-service.\n');
}

afterEach(stopTenants);

const recordedDay = { ...raw('builtin:service.cpu.time'), window: windowOf(1440, Date.UTC(2022, 8, 28)) };

(isThere ? describe : describe.skip)('recorded answers (skipped where there are none)', () => {
  test.each([
    ['warnings/zero_metric_series_collections_first/metrics_get_by_query1', 'no-data'],
    ['warnings/one_metric_series_collection_zero_metric_series_first/metrics_get_by_query1', 'no-data'],
    ['warnings/one_metric_series_collection_one_metric_series_no_values_first/metrics_get_by_query1', 'no-data'],
    ['warnings/one_metric_series_collection_one_metric_series_empty_values_first/metrics_get_by_query1', 'no-data'],
    ['warnings/one_metric_series_collection_one_metric_series_null_value_first/metrics_get_by_query1', 'no-data'],
    ['warnings/one_metric_series_collection_two_metric_series_first/metrics_get_by_query1', 'bad-query'],
    ['warnings/two_metric_series_collections_one_metric_series_first/metrics_get_by_query1', 'bad-query'],
    ['warnings/two_metric_series_collections_two_metric_series_first/metrics_get_by_query1', 'bad-query'],
    ['multiple_results/response_time_p95_200_3_results', 'bad-query'],
    ['no_results_due_to_entity_type/response_time_p95_200_0_result_warning_entity-type', 'no-data'],
    ['no_results_due_to_tag/response_time_p95_200_0_result_wrong-tag', 'no-data'],
    ['explicit_resolution_inf/all_lower_case/metrics_get_by_query1', 'partial'],
    ['success_with_other_resolution/response_time/metrics_get_by_query1', 'series'],
    ['success_with_fold/metrics_get_by_query1', 'series'],
  ])('%s is %s', async (name, kind) => {
    const recorded = JSON.parse(readFileSync(join(metrics, `${name}.json`), 'utf8')) as Record<string, unknown>;
    expect((await outcomeFrom({ rewrite: () => recorded }, recordedDay)).kind).toBe(kind);
  });
});
