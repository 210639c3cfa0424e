import { parseConfig } from './config';

/** The configuration that `npx cdk synth` and the rehearsal use. */
export const defaultConfig = parseConfig({});
