#!/usr/bin/env tsx
import { App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app';
import { parseConfig } from '../lib/config/config';
import { configContextKey, merged } from '../lib/config/merged';
import { config } from '../unbreakable.config';

try {
  const app = new App({ autoSynth: false });
  buildApp(app, parseConfig(merged(config, app.node.tryGetContext(configContextKey))));
  app.synth();
} catch (error) {
  // Uncaught, Node would print the library's minified source around the place.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
