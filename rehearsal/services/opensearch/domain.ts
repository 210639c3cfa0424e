import { DailyIndices } from './indices';
import { Security } from './security';
import { Settings } from './settings';

/** One domain: who may do what, how indices are made, and the indices. */
export class Domain {
  readonly security: Security;
  readonly settings = new Settings();
  readonly indices = new DailyIndices(this.settings);

  constructor(
    readonly name: string,
    readonly arn: string,
    /** Host name without a scheme. */
    readonly endpoint: string,
    masterRoleArn: string,
  ) {
    this.security = new Security(masterRoleArn);
  }
}
