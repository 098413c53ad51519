import { availableParallelism } from 'node:os'

export default {
  testEnvironment: '<rootDir>/test/support/environment.mjs',
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  testRunner: '<rootDir>/test/support/test-runner.mjs',
  testSequencer: '<rootDir>/test/support/sequencer.mjs',
  globalSetup: '<rootDir>/test/support/global-setup.mjs',
  globalTeardown: '<rootDir>/test/support/global-teardown.mjs',
  testTimeout: 90_000,
  // The tests wait a good deal, for intervals, timeouts and other processes. On two cores, four more workers than cores keep
  // both busy to the end; fewer leave up to a third of their time unused.
  maxWorkers: availableParallelism() + 4,
  // What modules leave behind is given back between files.
  workerIdleMemoryLimit: '3GB',
}
