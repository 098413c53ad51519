#!/usr/bin/env node
import { spawnSync } from 'node:child_process'
import { homedir, hostname, type } from 'node:os'
import { fileURLToPath } from 'node:url'
import { runCommand } from './cli/run.js'
import type { Terminal } from './cli/terminal.js'
import { createLogger } from './logging.js'
import type { PortcullisServer, ServerOptions } from './server.js'
import { SettingsError } from './settings/environment.js'
import { readSettings } from './settings/read-settings.js'
import type { Settings } from './settings/settings.js'
import { MigrationError } from './store/migrations.js'

/** In production, keep serving briefly so that a proxy can drain this instance; in development, stop at once. */
const DRAIN_DELAY_MS = 1000

// The only file that touches the process: environment and arguments in, port open, signals heard.
const args = process.argv.slice(2)
if (args.length > 0) process.exitCode = await runCommand(args, terminal())
else await serve()

async function serve(): Promise<void> {
  try {
    await start()
  } catch (error) {
    if (!(error instanceof SettingsError) && !(error instanceof MigrationError)) throw error
    console.error(`Portcullis cannot start.\n${error.message}`)
    process.exitCode = 1
  }
}

async function start(): Promise<void> {
  const settings = readSettings(process.env, process.cwd())
  const log = createLogger({ production: settings.production, level: settings.logLevel })
  const server = await startMigrated(settings, log)
  log.info(`Portcullis answers at ${server.url}/`)
  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    server.close().catch((error: unknown) => {
      log.error({ err: error }, 'shutdown failed')
      process.exitCode = 1
    })
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

// The first Ctrl-C asks the command to end, so that it leaves nothing half done; a second one ends the process.
function terminal(): Terminal {
  const interrupted = new AbortController()
  process.once('SIGINT', () => {
    interrupted.abort()
  })
  return {
    env: process.env,
    cwd: process.cwd(),
    homeDir: homedir(),
    machine: { name: hostname(), system: type() },
    isInteractive: process.stderr.isTTY,
    stdin: process.stdin,
    signal: interrupted.signal,
    clock: () => new Date(),
    stdout: (text) => process.stdout.write(text),
    stderr: (text) => process.stderr.write(text),
  }
}

// In development the database is brought up to date by itself; in production that is a step of the operator's.
async function startMigrated(
  settings: Settings,
  log: ReturnType<typeof createLogger>,
): Promise<PortcullisServer> {
  // Loaded here, since a command line should not wait for a server that it does not start.
  const { startServer } = await import('./server.js')
  const options: ServerOptions = { settings, log, drainDelayMs: settings.production ? DRAIN_DELAY_MS : 0 }
  try {
    return await startServer(options)
  } catch (error) {
    if (settings.production || !(error instanceof MigrationError)) throw error
    log.info('Bringing the database up to date')
    migrate(settings.databaseUrl)
    return startServer(options)
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
