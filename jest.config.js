/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: '<rootDir>/test/environment.js',
  runtime: '<rootDir>/test/shared-packages.js',
  testMatch: ['<rootDir>/test/**/*.test.{ts,tsx}'],
  transform: {
    '^.+\\.(t|j)sx?$': [
      '@swc/jest',
      {
        jsc: {
          target: 'es2022',
          parser: { syntax: 'typescript', tsx: true },
          transform: { react: { runtime: 'automatic', importSource: 'preact' } },
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  // These packages name an ES module first, which Jest cannot require below Node 24.9; a CommonJS build lies beside it.
  moduleNameMapper: { '^(d3-[a-z-]+)$': '<rootDir>/node_modules/$1/dist/$1.js' },
  modulePathIgnorePatterns: ['<rootDir>/cdk.out', '<rootDir>/dist'],
  // Templates are synthesized once in a run, for all files that read them.
  globalSetup: '<rootDir>/test/lib/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/lib/support/global-teardown.ts',
  testSequencer: '<rootDir>/test/longest-first.js',
  randomize: true,
  // A busy machine is slow, not wrong.
  testTimeout: 30_000,
  // The rehearsals spend most of their time waiting, and would leave a core idle.
  maxWorkers: 4,
};
