import suites from './jest.config.js'
import { unitTests } from './test/support/unit-tests.mjs'

/** The tests without a database, a site or another process: `npm run test:unit`. They have no global set-up. */
const { globalSetup, globalTeardown, testSequencer, ...shared } = suites

export default { ...shared, testMatch: unitTests(), testTimeout: 30_000 }
