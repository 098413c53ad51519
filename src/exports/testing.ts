// The subpath `portcullis/testing`: for the tests of a program, in any runner.

export { backendContract } from '../testing/backend-contract.js'
export type { BackendFixture, TestRunner } from '../testing/backend-contract.js'
