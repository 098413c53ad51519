#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { createLogger } from './logging.js'
import { MigrationError, type Running, startServer } from './server.js'
import { readSettings } from './settings/read-settings.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import { fileURLToPath } from 'node:url'

// The only file that touches the process: environment in, port open, signals heard.
try {
  await main()
} catch (error) {
  if (!(error instanceof SettingsError) && !(error instanceof MigrationError)) throw error
  console.error(`Portcullis cannot start.\n${error.message}`)
  process.exitCode = 1
}

async function main(): Promise<void> {
  const settings = readSettings(process.env, process.cwd())
  const log = createLogger({ production: settings.production, level: settings.logLevel })
  const running = await startMigrated(settings, log)
  log.info(`Portcullis answers at ${running.url}/`)
  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    running.close().catch((error: unknown) => {
      log.error({ err: error }, 'shutdown failed')
      process.exitCode = 1
    })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

// In development the database is brought up to date by itself; in production that is a step of the operator's.
async function startMigrated(settings: Settings, log: ReturnType<typeof createLogger>): Promise<Running> {
  try {
    return await startServer({ settings, log })
  } catch (error) {
    if (settings.production || !(error instanceof MigrationError)) throw error
    log.info(`Preparing the database: ${error.message}`)
    migrate(settings.databaseUrl)
    return startServer({ settings, log })
  }
}

function migrate(databaseUrl: string): void {
  const script = fileURLToPath(new URL('../scripts/migrate.js', import.meta.url))
  const child = spawnSync(process.execPath, [script, 'deploy'], {
    env: { ...process.env, DATABASE_URL: databaseUrl },
    encoding: 'utf8',
  })
  if (child.status !== 0)
    throw new MigrationError(`"npm run migrate" failed:\n${child.stdout}${child.stderr}`)
}
