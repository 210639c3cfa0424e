import { Logger } from '@aws-lambda-powertools/logger';
import { readEnvironment } from '../aws/environment';
import { EvidenceBucket } from '../aws/evidence.client';
import { ReportSecret, SignedReportLinks } from '../aws/report-secret.client';
import { ValidationsTable } from '../aws/validations.client';
import { configuredDynatrace } from '../sources/dynatrace/configure';
import { dynatraceEvents } from '../sources/dynatrace/deployment-event.client';
import { announce, parseAnnounceState, type AnnounceState } from './announce';
import { GateError } from './gate-error';

const logger = new Logger({ serviceName: 'gate-announce' });
const environment = readEnvironment(['validationsTable', 'evidenceBucket', 'reportUrl', 'reportSecret']);
const dynatrace = configuredDynatrace(process.env);
if (dynatrace === undefined) {
  throw new GateError('BadEnvironment', 'DYNATRACE_URL is not set.', 'Deploy this function only where Dynatrace is configured.');
}
const ports = {
  validations: new ValidationsTable(environment.validationsTable),
  evidence: new EvidenceBucket(environment.evidenceBucket),
  links: new SignedReportLinks(environment.reportUrl, new ReportSecret(environment.reportSecret), Date.now),
  events: dynatraceEvents(dynatrace),
};

/** Tells Dynatrace of a deployment; the state machine repeats it while `next` is `announce`. */
export const handler = async (event: unknown): Promise<AnnounceState> => {
  const state = await announce(parseAnnounceState(event), ports, Date.now());
  if (state.announcement?.kind === 'accepted') {
    logger.info('Announced', { state });
  } else {
    logger.warn('Not announced yet', { state });
  }
  return state;
};
