import { once } from 'node:events'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { receiveRequest } from './endpoints.js'
import { Op } from './op.js'
import { json, refusal } from './reply.js'
import type { ProviderRequest } from './reply.js'
import { answer } from './transport.js'

/** The scripted OpenID Provider: one server, and as many issuers as a test names. */
export interface Provider {
  readonly origin: string
  /** The issuer of this name, which is made on first use. */
  readonly alias: (name: string) => Op
  /** Resets every issuer, except its keys, codes and tokens; see `Op.reset`. */
  readonly reset: () => void
  /** Stops the server and closes every connection, also those that a fault keeps open. */
  readonly close: () => Promise<void>
}

/** A provider whose issuers can be named before it has a port. */
export interface NewProvider extends Provider {
  /** Listens on a free port of the loopback address. */
  readonly listen: () => Promise<void>
}

async function read(message: IncomingMessage, origin: string): Promise<ProviderRequest> {
  const body = await text(message)
  const isForm = message.headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false
  return {
    method: message.method ?? 'GET',
    url: new URL(`${origin}${message.url ?? '/'}`),
    headers: message.headers,
    body,
    form: new URLSearchParams(isForm ? body : ''),
  }
}

/** The issuer with the longest name that the path begins with: one issuer may be below another. */
function issuerAt(path: string, issuers: Iterable<Op>): Op | undefined {
  const fitting = [...issuers].filter(({ name }) => path.startsWith(`/${name}/`))
  return fitting.sort((one, other) => other.name.length - one.name.length)[0]
}

async function serve(
  message: IncomingMessage,
  response: ServerResponse,
  origin: string,
  issuers: Iterable<Op>,
): Promise<void> {
  const request = await read(message, origin)
  const op = issuerAt(request.url.pathname, issuers)
  if (op === undefined) {
    await answer(response, {}, () => Promise.resolve(refusal(404, 'not_found', 'no such issuer')))
    return
  }
  const { fault, make } = receiveRequest(op, request.url.pathname.slice(op.name.length + 1), request)
  await answer(response, fault, make)
}

function failed(response: ServerResponse, error: unknown): void {
  // A fault function that throws leads to a response that no honest or faulty provider would send.
  if (response.headersSent || response.destroyed) {
    response.destroy()
    return
  }
  const { status, headers, body } = json(500, { error: 'scripted_provider_failed', detail: String(error) })
  response.writeHead(status, headers).end(body)
}

async function listen(server: Server): Promise<string> {
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the provider has no port')
  return `http://127.0.0.1:${address.port}`
}

/** A provider that does not listen yet; until it does, it has no address. */
export function createProvider(): NewProvider {
  const issuers = new Map<string, Op>()
  const sockets = new Set<Socket>()
  // The code under test must refuse long URLs, not its provider. Idle connections stay open, so that no request meets
  // one that is closing.
  const server = createServer({ maxHeaderSize: 1_048_576, keepAliveTimeout: 60_000 })
  let origin: string | null = null
  const originOf = (): string => {
    if (origin === null) throw new Error('the provider does not listen yet')
    return origin
  }
  server.on('connection', (socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  server.on('request', (message, response) => {
    serve(message, response, originOf(), issuers.values()).catch((error: unknown) => {
      failed(response, error)
    })
  })

  const alias = (name: string): Op => {
    if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(name)) throw new Error(`${name} cannot be part of an issuer`)
    const op = issuers.get(name) ?? new Op(name, originOf)
    issuers.set(name, op)
    return op
  }
  const close = async (): Promise<void> => {
    if (origin === null) return
    const closed = once(server, 'close')
    server.close()
    for (const socket of sockets) socket.destroy()
    await closed
  }
  return {
    get origin() {
      return originOf()
    },
    alias,
    reset: () => {
      for (const op of issuers.values()) op.reset()
    },
    listen: async () => {
      origin = await listen(server)
    },
    close,
  }
}

/** Starts the provider on a free port of the loopback address. */
export async function startProvider(): Promise<Provider> {
  const provider = createProvider()
  await provider.listen()
  return provider
}
