import { availableParallelism } from 'node:os'

export default {
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testRunner: '<rootDir>/test/support/test-runner.mjs',
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 90_000,
  // The tests wait more than they compute: for intervals, timeouts and browsers. So more run at once than there are cores.
  maxWorkers: availableParallelism() + 1,
  // What modules leave behind is given back between files.
  workerIdleMemoryLimit: '3GB',
}
