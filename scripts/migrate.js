// `prisma migrate ...` that also works where the native schema engine cannot be downloaded:
//   node scripts/migrate.js deploy | status | resolve ... | diff ...
import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const env = { PRISMA_HIDE_UPDATE_MESSAGE: '1', ...process.env }
const native = readdirSync(`${root}/node_modules/@prisma/engines`).some((name) =>
  name.startsWith('schema-engine'),
)
if (!env['PRISMA_SCHEMA_ENGINE_BINARY'] && !native) {
  env['PRISMA_SCHEMA_ENGINE_BINARY'] = `${root}/scripts/schema-engine.js`
}

const { status } = spawnSync(
  process.execPath,
  [`${root}/node_modules/prisma/build/index.js`, 'migrate', ...process.argv.slice(2)],
  { cwd: root, env, stdio: 'inherit' },
)
process.exitCode = status ?? 1
