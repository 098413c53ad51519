import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { SettingsError } from './settings/environment.js'

const CLOSE_TIMEOUT_MS = 10_000
/** How long the headers of a request, and the whole request, may take to arrive; and how often that is checked. */
const TIMEOUTS = { headersTimeout: 10_000, requestTimeout: 60_000, connectionsCheckingInterval: 2000 }

/** In bytes. The login page gets a return path of up to 8000 characters, which is longer when encoded. */
const MAX_HEADER_SIZE = 32_768

type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Creates a server that does not listen yet. After `stopping` aborts, each response closes its connection, so that a
 * proxy with keep-alive connections sends its next request to another instance.
 */
export function createHttpServer(handler: RequestHandler, stopping: AbortSignal): Server {
  const inFlight = new Set<ServerResponse>()
  stopping.addEventListener('abort', () => {
    for (const response of inFlight) response.shouldKeepAlive = false
  })
  return createServer({ ...TIMEOUTS, maxHeaderSize: MAX_HEADER_SIZE }, (request, response) => {
    if (stopping.aborted) response.shouldKeepAlive = false
    inFlight.add(response)
    response.once('close', () => inFlight.delete(response))
    void handler(request, response)
  })
}

/**
 * Starts listening.
 * @param settings the settings that name host and port, for the error
 * @throws SettingsError when the system refuses, for example because the port is in use
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  settings: string,
): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      reject(
        new SettingsError([
          `${settings}: ${error.message}. Choose another, or stop the program that uses it.`,
        ]),
      )
    }
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      resolve()
    })
  })
}

/** Stops listening, closes idle connections, and waits for requests in progress, for at most ten seconds. */
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
