import { chmodSync, statSync, unlinkSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { connect, type Socket } from 'node:net'
import { SettingsError } from './settings/settings-error.js'

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
  const server = createServer({ ...TIMEOUTS, maxHeaderSize: MAX_HEADER_SIZE }, (request, response) => {
    if (stopping.aborted) response.shouldKeepAlive = false
    inFlight.add(response)
    response.once('close', () => inFlight.delete(response))
    void handler(request, response)
  })
  server.on('clientError', (error: NodeJS.ErrnoException, socket: Socket) => {
    const isAnswered = [...inFlight].some((response) => response.socket === socket && response.headersSent)
    if (isAnswered || !socket.writable) socket.destroy()
    else refuseRequest(socket, error.code ?? '')
  })
  return server
}

const CLIENT_ERRORS: ReadonlyMap<string, string> = new Map([
  ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', '413 Payload Too Large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
])
/** For how long the rest of a refused request is read, in milliseconds. */
const REFUSAL_TIMEOUT_MS = 1000

/**
 * Responds to malformed requests, with the statuses that Node uses. Node would close the connection at once, and from
 * Node 24 on it leaves unread bytes behind: the system then resets the connection, and the client loses the response.
 * So the rest is read for a second and dropped.
 */
function refuseRequest(socket: Socket, code: string): void {
  const status = CLIENT_ERRORS.get(code) ?? '400 Bad Request'
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
  socket.removeAllListeners('data')
  socket.resume()
  setTimeout(() => socket.destroy(), REFUSAL_TIMEOUT_MS).unref()
}

/** Where a server listens: a host and a port, `unix:` and a path as the host, or a socket that this process inherited. */
export interface ListenAddress {
  readonly host: string
  readonly port: number
  /** The file descriptor of a listening socket, which then counts instead of host and port. */
  readonly inherited?: number | null
}

/** Only the owner and the group can connect to a socket in the file system: the proxy must be in the group. */
const UNIX_SOCKET_MODE = 0o660
const UNIX_PREFIX = 'unix:'
/** Connections over Unix sockets, which have no addresses. */
const unixConnections = new WeakSet<Socket>()

/**
 * The address of the peer; null after the connection has closed. The peer of a Unix socket is on this machine, so it
 * has the address 127.0.0.1.
 */
export function peerAddress(socket: Socket): string | null {
  return unixConnections.has(socket) ? '127.0.0.1' : (socket.remoteAddress ?? null)
}

/**
 * Starts listening.
 * @param settings the settings that name host and port, for the error
 * @throws SettingsError when the system refuses, for example because the port is in use
 */
export async function listen(server: Server, address: ListenAddress, settings: string): Promise<void> {
  const { host, port, inherited = null } = address
  const path = inherited === null && host.startsWith(UNIX_PREFIX) ? host.slice(UNIX_PREFIX.length) : null
  if (path !== null) await removeStaleSocket(path)
  await bind(
    server,
    inherited === null ? (path === null ? { host, port } : { path }) : { fd: inherited },
    settings,
  )
  if (path !== null) chmodSync(path, UNIX_SOCKET_MODE)
  if (typeof server.address() === 'string') server.on('connection', (socket) => unixConnections.add(socket))
}

/** Removes the socket that a killed process left, on which nothing listens any more. */
async function removeStaleSocket(path: string): Promise<void> {
  if (statSync(path, { throwIfNoEntry: false })?.isSocket() !== true) return
  const isStale = await new Promise<boolean>((resolve) => {
    const probe = connect(path)
    probe.once('connect', () => {
      probe.destroy()
      resolve(false)
    })
    probe.once('error', (error: NodeJS.ErrnoException) => {
      resolve(error.code === 'ECONNREFUSED')
    })
  })
  if (isStale) unlinkSync(path)
}

function bind(
  server: Server,
  target: { host: string; port: number } | { path: string } | { fd: number },
  settings: string,
): Promise<void> {
  return new Promise<void>((resolve, reject) => {
    const fail = (error: Error) => {
      reject(
        new SettingsError([
          `${settings}: ${error.message}. Choose another, or stop the program that uses it.`,
        ]),
      )
    }
    server.once('error', fail)
    server.listen(target, () => {
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
