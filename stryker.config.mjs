/** Mutation testing of what must not be wrong: the gate and the consent machine. `npm run test:mutation`. */
export default {
  mutate: ['src/gate/**/*.ts', 'src/consent/machine.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  coverageAnalysis: 'perTest',
  jest: {
    config: { testMatch: ['<rootDir>/test/gate/**/*.test.ts', '<rootDir>/test/consent/machine.test.ts'] },
    enableFindRelatedTests: true,
  },
  // Type-only preparation of tsconfig needs the old compiler's interface; nothing here refers outside.
  tsconfigFile: 'none',
  ignorePatterns: ['dist', 'data', 'coverage', 'reports', 'console', 'docs'],
  concurrency: 2,
  reporters: ['clear-text', 'html'],
  thresholds: { high: 95, low: 90, break: 85 },
};
