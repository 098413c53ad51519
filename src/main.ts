#!/usr/bin/env node
import { homedir, hostname, type } from 'node:os'
import type { Logger } from 'pino'
import type { Terminal } from './cli/terminal.js'
import { loadConfig } from './config/load-config.js'
import { type ConfiguredSite, readConfig } from './config/read-config.js'
import { createLogStream } from './log-stream.js'
import { createLogger } from './logging.js'
import type { RunningServer, StartOptions } from './server.js'
import { inheritedSocket, notifyServiceManager } from './service-manager.js'
import { SettingsError } from './settings/settings-error.js'
import { readSettings } from './settings/read-settings.js'
import { MigrationError } from './store/migrations.js'
import { isUnavailable } from './store/database.js'
import { DatabaseUnavailableError, explainUnavailable } from './store/unavailable.js'

/** Older releases of Node.js no longer get security fixes. */
const MIN_MAINTAINED_NODE = 22

// Files that this program creates, such as a SQLite database or saved credentials, are for its user only.
process.umask(0o077)

// The program: runs the command of the command line, or starts the server. Only this file reads `process`.
const args = process.argv.slice(2)
if (args.length > 0) await run(args)
else await serve()

/** The site of this folder: `portcullis.config` if there is one, and the environment over it. */
async function readSite(): Promise<ConfiguredSite> {
  const canStripTypes = 'typescript' in process.features && Boolean(process.features.typescript)
  return readConfig(await loadConfig(process.cwd(), canStripTypes), process.env)
}

// The server does not need the commands, and loads faster without them.
async function run(commandLine: readonly string[]): Promise<void> {
  const { runCommand } = await import('./cli/run.js')
  // A failed write to standard output may have set the exit status already.
  process.exitCode = (await runCommand(commandLine, terminal(), readSite)) || process.exitCode
}

async function serve(): Promise<void> {
  try {
    await start()
  } catch (error) {
    if (!isForAdministrator(error)) throw error
    console.error(`Portcullis cannot start.\n${error.message}`)
    process.exitCode = 1
  }
}

/** Whether the message says what is wrong and what to do, so that no stack is needed. */
function isForAdministrator(error: unknown): error is Error {
  return (
    error instanceof SettingsError ||
    error instanceof MigrationError ||
    error instanceof DatabaseUnavailableError
  )
}

async function start(): Promise<void> {
  const { values, extensions } = await readSite()
  const settings = readSettings(values, process.cwd())
  const { production, logLevel } = settings
  const logStream = createLogStream({ production })
  process.once('exit', () => {
    logStream.flush()
  })
  const log = createLogger({ production, level: logLevel }, logStream)
  warnOfOldNode(log)
  for (const name of settings.ignoredVariables)
    log.warn(`${name} is ignored, because Kubernetes has set it for a service of that name.`)
  const server = await startMigrated({
    ...{ settings, extensions, log, drainDelayMs: settings.shutdownDelayMs },
    inheritedSocket: inheritedSocket(process.env, process.pid),
    droppedLogLines: () => logStream.dropped,
  })
  log.info(`Portcullis is running at ${server.url}/`)
  const advice = production ? setupAdvice(server) : developmentAdvice(server)
  if (advice !== null) log.info(advice)
  const notify = (state: 'ready' | 'stopping') => {
    notifyServiceManager(state, process.env, (error) => {
      log.warn({ err: error }, 'systemd could not be notified')
    })
  }
  notify('ready')
  let closing = false
  const stop = () => {
    if (closing) return
    closing = true
    notify('stopping')
    server.close().catch((error: unknown) => {
      log.error({ err: error }, 'shutdown failed')
      process.exitCode = 1
    })
  }
  // Closing the terminal sends this signal, too, and must end a server that was started there.
  if (settings.production) process.on('SIGHUP', createReloader(server, values, log))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function setupAdvice({ setupUrl }: RunningServer): string | null {
  if (setupUrl === null) return null
  return `This site is not set up yet. Open this link within an hour; it works once: ${setupUrl} (for a new one, run "portcullis setup")`
}

function developmentAdvice({ url }: RunningServer): string {
  return `Open ${url}/login, and choose Demo ID and one of its people. To see ${url}/admin as Ada, start with ADMIN_EMAILS=ada@demo.example, or sign in and run "portcullis admin grant ada@demo.example".`
}

/** Reads the backends again, one time after the other. Faults are logged, and change nothing. */
function createReloader(server: RunningServer, values: ConfiguredSite['values'], log: Logger): () => void {
  let reloading = Promise.resolve()
  const reload = async () => {
    try {
      const changed = await server.reload(readSettings(values, process.cwd()))
      log.info({ changed }, 'the backends were read again')
    } catch (error) {
      const problems = error instanceof SettingsError ? { problems: error.errors } : { err: error }
      log.error(problems, 'the backends were not read again; those from before stay in use')
    }
  }
  return () => {
    reloading = reloading.then(reload)
  }
}

function warnOfOldNode(log: Logger): void {
  if (Number.parseInt(process.versions.node) >= MIN_MAINTAINED_NODE) return
  log.warn(
    `Node.js ${process.versions.node} is supported but no longer maintained. Use Node.js ${MIN_MAINTAINED_NODE} or newer.`,
  )
}

// The first Ctrl-C asks the command to stop, so that it leaves nothing half done; a second one ends the process.
function terminal(): Terminal {
  // A reader such as `head` may have enough, and a disk may be full. Either way the command goes on to its end.
  for (const stream of [process.stdout, process.stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EPIPE') process.exitCode = 1
    })
  }
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

// In development, the server migrates the database itself; in production, the administrator does.
async function startMigrated(options: StartOptions): Promise<RunningServer> {
  const { settings, log } = options
  // Imported here, so that commands do not load the server.
  const { startServer } = await import('./server.js')
  try {
    return await startServer(options)
  } catch (error) {
    if (isUnavailable(error)) throw explainUnavailable(error, settings.databaseUrl)
    if (settings.production || !(error instanceof MigrationError)) throw error
    log.info('Migrating the database')
    const { migrate } = await import('./store/migrate.js')
    await migrate({ databaseUrl: settings.databaseUrl, clock: () => new Date() })
    return startServer(options)
  }
}
