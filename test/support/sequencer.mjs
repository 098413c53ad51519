// The order of the test files: what takes longest comes first, so that no long file is left alone at the end of the run.
import TestSequencer from '@jest/test-sequencer'

/**
 * What takes longest, by how long it took when this list was made: it waits for processes and browsers, and Jest, which goes
 * by size where it has not seen a file run, would take it for short. The other files of test/browser/ follow.
 */
const LONGEST = [
  'browser/every-page',
  'package',
  'store/migrate',
  'program',
  'installation',
  'routes/processes',
  'store/failed-migration',
  'conformance/oidc',
  'browser/admin',
  'cli/device',
  'events/delivery',
  'routes/admin/watching',
  'browser/sign-in',
  'redis/outages',
  'attacks/identity',
  'events/administration',
  'attacks/passwords',
  'live/ending',
  'store/schemas',
  'docs/provider-tokens',
  'provider-tokens/access-token',
].map((name) => `/test/${name}.test.ts`)

export default class Sequencer extends TestSequencer {
  /** @param {import('@jest/test-result').Test[]} tests */
  sort(tests) {
    // Files of the same rank stay in the order of Jest.
    return super.sort(tests).sort((one, other) => rank(one.path) - rank(other.path))
  }
}

/** @param {string} path */
function rank(path) {
  const index = LONGEST.findIndex((name) => path.endsWith(name))
  if (index >= 0) return index
  return path.includes('/test/browser/') ? LONGEST.length : LONGEST.length + 1
}
