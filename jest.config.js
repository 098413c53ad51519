import { availableParallelism } from 'node:os'

/** Node 20 runs ES modules under Jest only with --experimental-vm-modules, see the script "test:suites". */
export default {
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' }, module: { type: 'es6' } },
    ],
  },
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 90_000,
  // The tests wait more than they compute: for intervals, timeouts and browsers. So more run at once than there are cores.
  maxWorkers: availableParallelism() + 1,
  // What modules leave behind is given back between files.
  workerIdleMemoryLimit: '3GB',
}
