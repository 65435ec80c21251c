import { cdk8s, JsonFile } from 'projen';

/**
 * The tests of `npm test`: everything under test/ but the suites that need more than Node (test/cluster has a
 * configuration of its own).
 */
export function configureJest(project: cdk8s.ConstructLibraryCdk8s): void {
  new JsonFile(project, 'jest.config.json', {
    obj: {
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cluster/', '<rootDir>/test/controllers/', '<rootDir>/test/serving/'],
      modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/lib/'],
      moduleNameMapper: { '^cdk8s-matrixinfer$': '<rootDir>/src/index.ts' },
      // Transpiles only (isolatedModules): types are checked by `npm run check:types`, once, and not by every test file again.
      transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'test/tsconfig.json' }] },
      clearMocks: true,
      testTimeout: 60_000,
      maxWorkers: '100%', // the default leaves a core idle: half of a small machine
      // On in test:coverage only: counting lines takes as long again as the tests.
      collectCoverageFrom: ['src/**/*.ts', 'reporter/**/*.ts', '!reporter/main.ts', '!src/index.ts', '!src/imports/**', '!src/**/*.generated.ts'],
      coverageDirectory: 'coverage',
      coverageReporters: ['text-summary', 'lcovonly'],
      coverageThreshold: { global: { lines: 95, branches: 95 } },
    },
  });
}
