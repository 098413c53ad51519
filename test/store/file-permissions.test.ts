import { execFile } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { openStore } from '../../src/store/store.js'

const scratch = mkdtempSync(join(tmpdir(), 'portcullis-permissions-'))
const folder = join(scratch, 'data')
const file = join(folder, 'portcullis.db')

afterAll(() => {
  rmSync(scratch, { recursive: true })
})

/** Migrates with the umask that most systems have, under which new files are readable for all users. */
async function migrate(): Promise<void> {
  const command = 'umask 022; exec "$0" dist/main.js migrate'
  const env = { ...process.env, DATABASE_URL: `file:${file}` }
  await promisify(execFile)('sh', ['-c', command, process.execPath], { env })
}

function permissions(path: string): string {
  return (statSync(path).mode & 0o777).toString(8)
}

test('a migrated SQLite database is for the user of the server only, with its folder and its further files', async () => {
  await migrate()
  expect([permissions(folder), permissions(file)]).toEqual(['700', '600'])
  const store = await openStore(`file:${file}`)
  try {
    await store.incrementLimit('key', 1000, new Date())
    expect(['-wal', '-shm'].map((suffix) => permissions(file + suffix))).toEqual(['600', '600'])
    chmodSync(file, 0o644)
    chmodSync(`${file}-wal`, 0o666)
    await migrate()
    expect([permissions(file), permissions(`${file}-wal`)]).toEqual(['640', '660'])
  } finally {
    await store.close()
  }
}, 60_000)
