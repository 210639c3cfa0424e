/**
 * What this team chose. Every option has a default, so that an empty object is a configuration; docs/configuration.md
 * lists them all. A wrong one ends `cdk synth` with its path and how to fix it.
 */
import type { ConfigInput } from './lib/config/config';

export const config: ConfigInput = {};
