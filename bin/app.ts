#!/usr/bin/env tsx
import { App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app';
import { parseConfig } from '../lib/config/config';
import { config } from '../unbreakable.config';

try {
  const app = new App({ autoSynth: false });
  buildApp(app, parseConfig(config));
  app.synth();
} catch (error) {
  // Uncaught, Node would print the library's minified source around the place.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
