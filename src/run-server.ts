// The server as a process: its log, its signals, the service manager and the exit status. main.ts runs it when there is no
// command; server.ts is the server itself.

import type { Logger } from 'pino'
import type { ConfiguredSite } from './config/read-config.js'
import { createLogStream } from './log-stream.js'
import { createLogger } from './logging.js'
import { type RunningServer, startServer, type StartOptions } from './server.js'
import { inheritedSocket, notifyServiceManager } from './service-manager.js'
import { readSettings } from './settings/read-settings.js'
import { SettingsError } from './settings/settings-error.js'
import type { Settings } from './settings/settings.js'
import { isUnavailable } from './store/database.js'
import { MigrationError } from './store/migration-state.js'
import { DatabaseUnavailableError, explainUnavailable } from './store/unavailable.js'

/** Older releases of Node.js no longer get security fixes. */
const MIN_MAINTAINED_NODE = 22

/** What the server gets from its process. */
export interface RunServerOptions {
  /** Reads the configuration of the folder; without one, the site is the environment only. */
  readonly readSite: () => Promise<Pick<ConfiguredSite, 'values'> & Partial<ConfiguredSite>>
  readonly env: NodeJS.ProcessEnv
  /** The folder that relative paths in settings start from. */
  readonly folder: string
}

/**
 * Runs the server of a folder until a signal stops the process. If it cannot start, standard error says why, and the exit
 * status is 1.
 */
export async function runServer(options: RunServerOptions): Promise<void> {
  try {
    await start(options)
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

async function start({ readSite, env, folder }: RunServerOptions): Promise<void> {
  const { values, extensions } = await readSite()
  const readAgain = () => readSettings(values, folder)
  const settings = readAgain()
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
    settings,
    log,
    drainDelayMs: settings.shutdownDelayMs,
    ...(extensions && { extensions }),
    inheritedSocket: inheritedSocket(env, process.pid),
    droppedLogLines: () => logStream.dropped,
  })
  log.info(`Portcullis is running at ${server.url}/`)
  const advice = setupAdvice(server) ?? (production ? null : developmentAdvice(server, settings))
  if (advice !== null) log.info(advice)
  const notify = (state: 'ready' | 'stopping') => {
    notifyServiceManager(state, env, (error) => {
      log.warn({ err: error }, 'systemd could not be notified')
    })
  }
  notify('ready')
  let isClosing = false
  const stop = () => {
    if (isClosing) return
    isClosing = true
    notify('stopping')
    server.close().catch((error: unknown) => {
      log.error({ err: error }, 'shutdown failed')
      process.exitCode = 1
    })
  }
  // Closing the terminal sends this signal, too, and must end a server that was started there.
  if (settings.production) process.on('SIGHUP', createReloader(server, readAgain, log))
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

/** One of the people of Demo ID. */
const DEMO_ADMIN = 'ada@demo.example'

function setupAdvice({ setupUrl }: RunningServer): string | null {
  if (setupUrl === null) return null
  return `This site is not set up yet. Open this link within an hour; it works once: ${setupUrl} (for a new one, run "portcullis setup")`
}

function developmentAdvice(
  { url, hasDemo }: RunningServer,
  { adminEmails }: Pick<Settings, 'adminEmails'>,
): string {
  if (!hasDemo) return `Open ${url}/login.`
  const start = `Open ${url}/login, choose Demo ID, and then one of its users.`
  if (adminEmails.includes(DEMO_ADMIN)) return `${start} Ada is an administrator: see ${url}/admin.`
  return `${start} To see ${url}/admin as Ada, start with ADMIN_EMAILS=${DEMO_ADMIN}, or sign in and run "portcullis admin grant ${DEMO_ADMIN}".`
}

/** Creates a function that reads the backends again. Errors of the settings are logged, and then nothing changes. */
function createReloader(server: RunningServer, readAgain: () => Settings, log: Logger): () => void {
  let reloading = Promise.resolve()
  const reload = async () => {
    try {
      const changed = await server.reload(readAgain())
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

// In development, the server migrates the database itself; in production, the administrator does.
async function startMigrated(options: StartOptions): Promise<RunningServer> {
  const { settings, log } = options
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
