/** Jest's environment for Node, at home with packages that live outside of it. */
const { TestEnvironment } = require('jest-environment-node');

const isInstance = Function.prototype[Symbol.hasInstance];

/**
 * What a test file and shared packages must have in common: process.env, which is put back after the file, Date, and what an
 * Error is. Stack traces are as long as Node makes them: CDK takes one for every resource.
 */
module.exports = class Environment extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.env = { ...process.env };
    Object.defineProperty(this.global.process, 'env', {
      get: () => process.env,
      set(env) {
        process.env = env;
      },
    });
    this.global.Date = Date;
    const own = this.global.Error;
    Object.defineProperty(own, Symbol.hasInstance, {
      value(error) {
        return isInstance.call(this, error) || (this === own && error instanceof Error);
      },
    });
  }

  async setup() {
    await super.setup();
    Error.stackTraceLimit = 10;
  }

  async teardown() {
    process.env = this.env;
    await super.teardown();
  }
};
