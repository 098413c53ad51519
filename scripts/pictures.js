// Makes the accepted pictures of all pages anew, in test/browser/pictures/. Look at what has changed before you commit it.
// With --compare, it compares the pages with them instead.
import { spawnSync } from 'node:child_process'

const words = process.argv.slice(2)
const PICTURES = words.includes('--compare') ? 'compare' : 'remake'
const { status } = spawnSync(
  process.execPath,
  [
    'scripts/jest.js',
    '-w',
    '1',
    'test/browser/every-page.test.ts',
    ...words.filter((word) => word !== '--compare'),
  ],
  { env: { ...process.env, PICTURES }, stdio: 'inherit' },
)
process.exit(status ?? 1)
