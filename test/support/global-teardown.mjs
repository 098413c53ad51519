import { rmSync } from 'node:fs'

export default async function teardown() {
  await globalThis.portcullisPostgres?.stop()
  const folder = process.env['TEST_FOLDER']
  if (folder) rmSync(folder, { recursive: true, force: true })
}
