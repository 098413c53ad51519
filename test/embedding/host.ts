import { bodyParser } from '@koa/bodyparser'
import Koa from 'koa'
import Router from 'koa-router'
import createSession from 'koa-session'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { WebSocketServer } from 'ws'
import { z } from 'zod'
import type { Config } from '../../src/config/config.js'
import { createKoaGate } from '../../src/gate/koa-gate.js'
import { openConfigured, type OpenGateOptions } from '../../src/gate/open-gate.js'
import type { KoaGate, StateOf } from '../../src/gate/public-koa-gate.js'
import { createLogger } from '../../src/logging.js'
import type { Op } from '../support/provider/index.js'
import { backendAt, KEYS } from '../support/site.js'

/** The variables of a gate whose only backend is `acme`, at the scripted provider. */
export function gateEnv(op: Op): Readonly<Record<string, string>> {
  const { issuer, clientId, clientSecret } = backendAt(op)
  return {
    ...KEYS,
    LOG_LEVEL: 'silent',
    ALLOW_INSECURE_ISSUERS: 'true',
    BACKEND_ACME_KIND: 'oidc',
    BACKEND_ACME_ISSUER: String(issuer),
    BACKEND_ACME_CLIENT_ID: String(clientId),
    BACKEND_ACME_CLIENT_SECRET: String(clientSecret),
  }
}

const HttpErrorSchema = z.object({ status: z.number().default(500), code: z.string().default('') })
const SessionSchema = z.object({ visits: z.number().default(0) })

/** Opens a gate without a log. */
export async function openGate(
  config: Config,
  options: Pick<OpenGateOptions, 'env' | 'onStatement'>,
): Promise<KoaGate> {
  const log = createLogger({ production: true, level: 'silent' })
  const site = await openConfigured({ without: ['demo'], ...config }, { log, folder: tmpdir(), ...options })
  return createKoaGate(site)
}

/**
 * A program of somebody else: its own error handler, access log, headers, sessions, body parser, routes and WebSocket, with
 * a gate between them.
 */
export function createHost(gate: KoaGate, others: readonly KoaGate[] = []) {
  const seen: string[] = []
  const app = new Koa<StateOf<typeof gate>>()
  app.keys = ['the program has a key of its own']
  const router = new Router<StateOf<typeof gate>>()
  router.get('/', (ctx) => {
    const { user, session, csrf } = ctx.state
    ctx.body = { user: user?.username ?? null, kind: session?.kind ?? null, csrf }
  })
  router.get('/visits', (ctx) => {
    const visits = SessionSchema.parse(ctx['session']).visits + 1
    ctx['session'] = { visits }
    ctx.body = { visits }
  })
  router.post('/echo', (ctx) => {
    ctx.body = { body: ctx.request.body }
  })
  router.get('/members', gate.requireUser(), (ctx) => {
    ctx.body = `members: ${ctx.state.user.username}`
  })
  router.get('/editors', gate.requireRole('editor'), (ctx) => {
    ctx.body = `editors: ${ctx.state.user.username}`
  })
  router.post('/orders', gate.requireForm(), (ctx) => {
    ctx.body = `ordered: ${ctx.state.user.username}`
  })
  router.get('/broken', () => {
    throw new Error('of the program')
  })
  app.use(async (ctx, next) => {
    ctx.set('X-Program', 'shop')
    ctx.set('Access-Control-Allow-Origin', '*')
    await next()
    seen.push(`${ctx.method} ${ctx.path} ${ctx.status}`)
  })
  app.use(async (ctx, next) => {
    try {
      await next()
    } catch (error) {
      if (!(error instanceof Error)) throw error
      const { status, code } = HttpErrorSchema.parse(error)
      ctx.status = status
      ctx.body = `the program's own error page: ${code} ${error.message}`
    }
  })
  for (const each of [gate, ...others]) app.use(each.middleware())
  app.use(createSession({ key: 'shop' }, app))
  app.use(bodyParser())
  app.use(router.routes())
  app.use((ctx) => {
    ctx.status = 404
    ctx.body = "the program's own page for nothing"
  })
  return { app, seen }
}

/** Listens on a free port that was chosen before, as the base URL of a gate needs it. */
export async function listen(
  app: { callback(): Parameters<typeof createServer>[1] },
  port: number,
): Promise<Server> {
  const server = createServer(app.callback())
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return server
}

/** A WebSocket of the program, made as its library suggests: it refuses every path but its own. */
export function echoSocket(server: Server): WebSocketServer {
  const sockets = new WebSocketServer({ server, path: '/echo' })
  sockets.on('connection', (socket) => {
    socket.on('message', (data: Buffer) => {
      socket.send(`echo: ${data.toString()}`)
    })
  })
  return sockets
}
