import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { SettingsError } from './settings/environment.js'

const CLOSE_TIMEOUT_MS = 10_000
/** How long a request may take to arrive: its headers, all of it; looked after so often. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 }

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * A server that is yet to listen. Once it is `stopping`, each answer says that its connection ends with it: a proxy that
 * keeps connections then sends its next request elsewhere, rather than into one that is being closed.
 */
export function createHttpServer(handler: RequestHandler, stopping: AbortSignal): Server {
  const inFlight = new Set<ServerResponse>()
  stopping.addEventListener('abort', () => {
    for (const response of inFlight) response.shouldKeepAlive = false
  })
  return createServer(TIMEOUTS, (request, response) => {
    if (stopping.aborted) response.shouldKeepAlive = false
    inFlight.add(response)
    response.once('close', () => inFlight.delete(response))
    void handler(request, response)
  })
}

/**
 * Opens the port.
 * @throws SettingsError with the settings to change, where the system does not give it
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  settings: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      reject(
        new SettingsError([`${settings}: ${error.message}. Choose another, or end the program that has it.`]),
      )
    }
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve()
    })
  })
}

/** Closes the port and what is idle, and waits for the requests under way, for at most ten seconds. */
export async function closeServer(server: Server): Promise<void> {
  const closed = new Promise<void>((resolve) => {
    server.close(() => {
      resolve()
    })
  })
  const timer = setTimeout(() => {
    server.closeAllConnections()
  }, CLOSE_TIMEOUT_MS)
  await closed
  clearTimeout(timer)
}
