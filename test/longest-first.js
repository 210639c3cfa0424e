/** The order of the test files. */
const path = require('node:path');
const Sequencer = require('@jest/test-sequencer').default;

/** Files that wait for a rehearsed cloud, a browser or a server, longest first: alone at the end of a run they would leave cores idle. */
const longest = [
  'rehearsal/one-build.test.ts',
  'deploy/deploy-function.test.ts',
  'lib/checks.test.ts',
  'report/browser.test.ts',
  'cli/evaluate/real-prometheus.test.ts',
  'gate/crash.test.ts',
];

/** Without this, a fresh clone, where Jest knows no durations, begins with the largest files. */
module.exports = class LongestFirst extends Sequencer {
  sort(tests) {
    const rank = (test) => {
      const found = longest.indexOf(path.relative(__dirname, test.path));
      return found < 0 ? longest.length : found;
    };
    return super.sort(tests).toSorted((one, other) => rank(one) - rank(other));
  }
};
