/**
 * Stands in for `@aws-sdk/credential-provider-node` inside the Lambda bundles (an alias of the bundler), which saves
 * about 100 kB each: Lambda hands its role's credentials over in environment variables, and nothing else is ever used.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';

export const defaultProvider = (): ReturnType<typeof fromEnv> => fromEnv();
