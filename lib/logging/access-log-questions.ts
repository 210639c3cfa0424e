/** The usual questions to an access log. Each reads the last day; change the line with `day` for more. */
import { tableName } from './access-log-table';

/** A named query. */
export interface Question {
  /** Id of the construct. */
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly sql: string;
}

const lastDay = "day >= date_format(current_timestamp - interval '1' day, '%Y/%m/%d')";

/** The path without scheme, host and query, with numbers and ids in it made one: a route. */
const route = String.raw`regexp_replace(url_extract_path(request_url), '/[0-9a-fA-F-]*[0-9][0-9a-fA-F-]*(?=/|$)', '/:id')`;

export const questions: readonly Question[] = [
  {
    id: 'TopClients',
    title: 'top clients',
    description: 'Who sends most requests, and how many of them fail',
    sql: `SELECT client_ip,
       count(*) AS requests,
       count_if(elb_status_code >= 500) AS failed,
       sum(sent_bytes) AS bytes_sent
FROM ${tableName}
WHERE ${lastDay}
GROUP BY client_ip
ORDER BY requests DESC
LIMIT 50`,
  },
  {
    id: 'SlowestRoutes',
    title: 'slowest routes',
    description: 'Routes by the response time of their slowest tenth, in seconds; requests that no target answered are left out',
    sql: `SELECT request_verb,
       ${route} AS route,
       count(*) AS requests,
       approx_percentile(target_processing_time, 0.5) AS p50_seconds,
       approx_percentile(target_processing_time, 0.9) AS p90_seconds,
       max(target_processing_time) AS max_seconds
FROM ${tableName}
WHERE ${lastDay}
  AND target_processing_time >= 0
GROUP BY 1, 2
HAVING count(*) >= 10
ORDER BY p90_seconds DESC
LIMIT 50`,
  },
  {
    id: 'FailuresByRoute',
    title: '5xx by route',
    description: 'Routes by their failures: those of the target, and those of the load balancer itself, which no target answered',
    sql: `SELECT request_verb,
       ${route} AS route,
       count(*) AS requests,
       count_if(target_status_code LIKE '5%') AS failed_by_target,
       count_if(elb_status_code >= 500 AND target_status_code = '-') AS failed_by_balancer,
       round(100.0 * count_if(elb_status_code >= 500) / count(*), 2) AS failed_percent
FROM ${tableName}
WHERE ${lastDay}
GROUP BY 1, 2
HAVING count_if(elb_status_code >= 500) > 0
ORDER BY failed_by_target + failed_by_balancer DESC
LIMIT 50`,
  },
];
