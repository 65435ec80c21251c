// The tests that mirror files, and none that read the sources as texts or use the compiled package.
const { join } = require('path');
const base = require('../../jest.config.json');

module.exports = {
  ...base,
  '//': undefined,
  'rootDir': join(__dirname, '..', '..'),
  'testMatch': ['app', 'checks', 'conformance/settings', 'facts', 'findings', 'flags', 'model-', 'profiles', 'render', 'sources', 'values'].map(where => `<rootDir>/test/${where}**/*.test.ts`)
    .concat(['<rootDir>/test/model-*.test.ts', '<rootDir>/test/findings.test.ts']),
  'testPathIgnorePatterns': [...base.testPathIgnorePatterns, 'generated.test', 'rules-page'],
  'transform': { '^.+\\.ts$': '<rootDir>/test/mutation/esbuild-transform.cjs' },
  'testEnvironment': '@stryker-mutator/jest-runner/jest-env/node',
  'coverageThreshold': undefined,
  'maxWorkers': 1,
};
