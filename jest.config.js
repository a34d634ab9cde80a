/** Native ES modules: scripts/test.mjs starts jest with --experimental-vm-modules. */
const lines = 95;

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  // Our imports name what the compiler writes. A package's `data.json.js` keeps its name: it is a module.
  moduleNameMapper: { '^(\\.{1,2}/.*)(?<!\\.json)\\.js$': '$1' },
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2024', parser: { syntax: 'typescript' } },
        module: { type: 'es6' },
        sourceMaps: 'inline',
      },
    ],
  },
  testTimeout: 20_000,
  // A worker that is done takes its heap apart first: on a busy machine longer than the half second that jest waits before it
  // speaks of leaks. One that hangs is still told.
  workerGracefulExitTimeout: 10_000,
  // Modules of finished suites stay in a worker's heap, and every look through it for garbage takes longer.
  workerIdleMemoryLimit: '700MB',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  setupFilesAfterEnv: ['<rootDir>/test/setup/loopback.ts'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.stryker-tmp/'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
  coverageDirectory: 'coverage',
  coverageReporters: ['text-summary', 'html', 'json-summary'],
  coverageThreshold: {
    './src/consent/': { lines },
    './src/conversation/': { lines },
    './src/gate/': { lines },
    './src/outbox/': { lines },
    './src/understanding/': { lines },
  },
};
