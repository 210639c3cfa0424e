/** The whole trouble suite: every bad input, played through rehearsed clouds one after the other. Takes minutes. */
const common = require('./jest.config');

/** @type {import('jest').Config} */
module.exports = { ...common, testMatch: ['<rootDir>/test/rehearsal/trouble/**/*.trouble.ts'], randomize: false, maxWorkers: 1, testTimeout: 240_000 };
