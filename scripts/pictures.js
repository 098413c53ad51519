// Makes the accepted pictures of all pages anew, in test/browser/pictures/. Look at what has changed before you commit it.
import { spawnSync } from 'node:child_process'

const { status } = spawnSync(
  process.execPath,
  ['scripts/jest.js', '-w', '1', 'test/browser/every-page.test.ts', ...process.argv.slice(2)],
  { env: { ...process.env, PICTURES: 'remake' }, stdio: 'inherit' },
)
process.exit(status ?? 1)
