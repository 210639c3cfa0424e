import { Logger } from '@aws-lambda-powertools/logger';
import type { APIGatewayProxyEventV2, Context } from 'aws-lambda';
import { DocumentsTable } from '../aws/documents.client';
import { readEnvironment } from '../aws/environment';
import { parseEvidence } from '../aws/evidence-schema';
import { EvidenceBucket } from '../aws/evidence.client';
import { reportLink, verifyLink } from '../aws/report-links';
import { ReportSecret } from '../aws/report-secret.client';
import { ValidationsTable } from '../aws/validations.client';
import type { Evidence } from '../gate/evidence';
import { broken } from './answer';
import type { HttpAnswer, HttpRequest } from './http';
import type { ReportLinks } from './ports';
import { storedProblem } from './problem/stored-problems';
import { serve } from './serve';
import { StoredReports } from './stored-reports';

const logger = new Logger({ serviceName: 'report' });
const environment = readEnvironment(['validationsTable', 'evidenceBucket', 'reportUrl', 'reportSecret']);
const secret = new ReportSecret(environment.reportSecret);
const evidence = new EvidenceBucket(environment.evidenceBucket);
const documents = new DocumentsTable(environment.validationsTable);
const store = new StoredReports(new ValidationsTable(environment.validationsTable), readEvidence, logger, (problemId) =>
  storedProblem(documents, problemId),
);

/** Answers `GET /validations/{id}`, `GET /pipelines/{name}` and `GET /problems/{id}` of the HTTP API. */
export const handler = async (event: APIGatewayProxyEventV2, context: Context): Promise<HttpAnswer> => {
  try {
    const now = Date.now();
    const key = await secret.read(now);
    return await serve(httpRequest(event), {
      store,
      now,
      checkLink: (target, query) => {
        const check = verifyLink(key, target, query, now);
        return check.kind === 'good' ? check.expires : undefined;
      },
      linksUntil: (expires) => linksUntil(key, expires),
    });
  } catch (error) {
    logger.error('A report could not be shown', { error });
    return broken(context.awsRequestId);
  }
};

function httpRequest({ requestContext, rawPath, queryStringParameters = {} }: APIGatewayProxyEventV2): HttpRequest {
  return { method: requestContext.http.method, path: rawPath, query: queryStringParameters };
}

async function readEvidence(key: string): Promise<Evidence | undefined> {
  const text = await evidence.text(key);
  return text === undefined ? undefined : parseEvidence(key, text);
}

function linksUntil(key: string, expires: number): ReportLinks {
  return (target, format) => `${reportLink(environment.reportUrl, key, target, expires)}${format === undefined ? '' : `&format=${format}`}`;
}
