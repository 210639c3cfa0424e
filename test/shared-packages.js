/** Jest's runtime, but large packages of others are loaded once for all the test files that a worker process runs. */
const { createRequire } = require('node:module');
const Runtime = require('jest-runtime').default;

/** Packages that carry nothing from one test file to the next, and whose loading would cost more than most files' tests. */
const shared =
  /^(aws-cdk-lib|constructs|cdk-nag|@aws-sdk|@smithy|@dynatrace-sdk|dynalite|aws-local-stepfunctions|fast-check|fast-xml-parser|valibot|yaml)(\/|$)/;

module.exports = class SharedPackages extends Runtime {
  requireModule(from, moduleName, ...rest) {
    return shared.test(moduleName ?? '') ? createRequire(from)(moduleName) : super.requireModule(from, moduleName, ...rest);
  }
};
