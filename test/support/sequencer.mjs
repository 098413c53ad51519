// The order of the test files: what takes longest comes first, so that no long file is left alone at the end of the run.
import TestSequencer from '@jest/test-sequencer'

/** They wait for processes and browsers. Jest, which goes by size where it has not seen a file run, would take them for short. */
const LONG =
  /\/(?:routes\/processes|store\/(?:failed-migration|migrate|schemas)|browser\/[\w-]+|cli\/device|docs\/provider-tokens|program|installation|conformance\/oidc|redis\/outages|live\/ending)\.test/

export default class Sequencer extends TestSequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    const sorted = super.sort(tests)
    return [...sorted.filter(({ path }) => LONG.test(path)), ...sorted.filter(({ path }) => !LONG.test(path))]
  }
}
