#!/usr/bin/env tsx
import { main } from '../cli/main';

// The SDK's notice about Node 20 would stand between the lines of every command.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] = 'true';

const run = async (): Promise<void> => {
  process.exitCode = await main(process.argv.slice(2));
};

void run();
