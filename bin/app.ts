#!/usr/bin/env tsx
import { App } from 'aws-cdk-lib';
import { buildApp } from '../lib/app';
import { defaultConfig } from '../lib/config/default-config';

try {
  const app = new App({ autoSynth: false });
  buildApp(app, defaultConfig);
  app.synth();
} catch (error) {
  // Uncaught, Node would print the library's minified source around the place.
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
}
