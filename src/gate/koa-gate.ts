/*
 * The gate: a site in the Koa application of a program. `Site` and program meet in three places only: requests to paths of
 * the site are handed over before Koa has read them, with the raw request and response, so that neither sees the other's
 * sessions, cookies, headers and errors; `ctx.state` says who sends all other requests; upgrades are offered by path.
 *
 *   open-gate.ts    a configuration becomes a site that works
 *   guards.ts       requireUser, requireRole, requireForm
 *   upgrades.ts     WebSockets beside those of the program
 *   users.ts        gate.users; to-public.ts: rows as programs see them
 *   public-gate.ts, public-koa-gate.ts  the types of all of it
 */
import type { Context, Middleware } from 'koa'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { setTimeout } from 'node:timers/promises'
import { PortcullisError } from '../errors.js'
import { toEventListener } from '../events/events.js'
import { toPortcullisError } from '../middleware/error-handler.js'
import type { OpenedSite } from '../open-site.js'
import type { User } from '../public-types.js'
import { RequestValue } from '../request-value.js'
import type { CurrentSession } from '../sessions/session-store.js'
import { migrate } from '../store/migrate.js'
import { requireGuard, toHostError } from './guards.js'
import type { Gate } from './public-gate.js'
import type { KoaGate, SignedIn, State } from './public-koa-gate.js'
import { toPublicUser } from '../user-extension.js'
import { toPublicSession } from './to-public.js'
import { offerUpgrades } from './upgrades.js'
import { createUsers } from './users.js'

const CLOSE_TIMEOUT_MS = 10_000
const SIGNED_OUT: State<never> = { user: null, session: null, csrf: null }

/** What a program can do with a site that it does not serve itself. */
export function createGate(site: OpenedSite, close: () => Promise<void>): Gate {
  const { settings, extensions, app, clock } = site
  const { services } = app
  const { baseUrl, basePath, origin, pages } = settings
  const loginPage = pages.login === null ? `${baseUrl}/login` : new URL(pages.login, origin).href
  let closing: Promise<void> | null = null
  return {
    baseUrl,
    loginUrl: (backend = null, next) => {
      const page = backend === null ? loginPage : `${origin}${basePath}/login/${encodeURIComponent(backend)}`
      return next === undefined ? page : `${page}?${new URLSearchParams({ next }).toString()}`
    },
    backends: {
      list: () =>
        services.backends.registry.listOffered().map(({ name, label, icon }) => ({ name, label, icon })),
    },
    users: createUsers(services, {
      extension: extensions.user,
      reservedUsernames: settings.reservedUsernames,
    }),
    tokens: { accessToken: (id, options) => app.providerTokens.accessToken(id, options) },
    on: (type, listener) => site.events.on(type, toEventListener(type, listener)),
    migrate: () => migrate({ databaseUrl: settings.databaseUrl, clock }),
    close: () => (closing ??= close()),
  }
}

/** A site in the Koa application of a program. */
export function createKoaGate(site: OpenedSite): KoaGate {
  const { app, extensions } = site
  const { koa, services, upgrades } = app
  const handler = koa.callback()
  const inFlight = new Set<ServerResponse>()
  const currents = new RequestValue<CurrentSession | null>()
  let isClosed = false

  const owns = ({ method = '', url = '' }: Pick<IncomingMessage, 'method' | 'url'>): boolean => {
    const path = /^[^?#]*/.exec(url)?.[0] ?? ''
    return !isClosed && app.ownsRequest(method, path)
  }

  const hand = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    inFlight.add(response)
    // An upgrade that was accepted finishes, and never closes.
    for (const end of ['finish', 'close']) response.once(end, () => inFlight.delete(response))
    if (site.stopping.aborted) response.shouldKeepAlive = false
    await handler(request, response)
  }

  /** Koa's context of the site for a request of the program, with the site's own cookies. */
  const innerContext = (ctx: Context): Context => koa.createContext(ctx.req, ctx.res)

  const load = async (ctx: Context): Promise<CurrentSession | null> => {
    const inner = innerContext(ctx)
    if (!services.http.sessions.hasCredential(inner)) return null
    if (isClosed) throw toHostError(ctx, new PortcullisError('unavailable', { detail: 'the gate is closed' }))
    try {
      return await services.http.sessions.load(inner)
    } catch (error) {
      throw toHostError(ctx, toPortcullisError(error))
    }
  }

  const toState = ({ user, session, csrf }: CurrentSession): SignedIn<User> => ({
    user: toPublicUser(user, extensions.user),
    session: toPublicSession(session),
    csrf,
  })

  const guardDeps = {
    services,
    toState,
    innerContext,
    currentOf: (ctx: Context) => {
      const current = currents.get(ctx.req)
      if (current === undefined)
        throw new Error('app.use(gate.middleware()) must come before the guards of this gate')
      return current
    },
    loginUrl: (next: string) => gate.loginUrl(null, next),
  }

  const middleware: Middleware<State<User>> = async (ctx, next) => {
    requireKoa(ctx, next)
    // koa-mount takes the path, below which the program has mounted the gate, off the URL.
    if (!owns(ctx.req) && owns({ method: ctx.method, url: ctx.originalUrl })) ctx.req.url = ctx.originalUrl
    if (owns(ctx.req)) {
      if (ctx.req.readableDidRead)
        throw new Error(
          'app.use(gate.middleware()) must come before body parsers: this body was read already',
        )
      // The program's rules for other origins are for its own answers.
      for (const name of ctx.res.getHeaderNames())
        if (name.startsWith('access-control-')) ctx.res.removeHeader(name)
      ctx.respond = false
      await hand(ctx.req, ctx.res)
      return
    }
    const current = await load(ctx)
    currents.set(ctx.req, current)
    // The program may have a second gate, whose user this one must not forget.
    if (current !== null) Object.assign(ctx.state, toState(current))
    else Object.assign(ctx.state, { ...SIGNED_OUT, ...ctx.state })
    await next()
  }

  const gate = createGate(site, async () => {
    isClosed = true
    await site.close(
      () => Promise.resolve(),
      () => waitForResponses(inFlight),
    )
  })
  return {
    ...gate,
    middleware: () => middleware,
    requireUser: () => requireGuard(guardDeps, {}),
    requireRole: (...anyOf) => requireGuard(guardDeps, { anyOf }),
    requireForm: () => requireGuard(guardDeps, { isForm: true }),
    attach(server: Server) {
      const take = upgrades.createListener((request, response) => hand(request, response))
      offerUpgrades(server, (request, _socket, head) => {
        if (!owns(request)) return false
        take(request, head)
        return true
      })
      return server
    },
  }
}

/** @throws TypeError when another framework calls the middleware, with arguments of its own */
function requireKoa(ctx: unknown, next: unknown): void {
  const isKoa = typeof ctx === 'object' && ctx !== null && 'app' in ctx && 'originalUrl' in ctx
  if (!isKoa || typeof next !== 'function')
    throw new TypeError(
      'gate.middleware() is middleware of Koa, and another framework has called it. docs/embedding.md says how to sign people in there.',
    )
}

/** Waits until all responses have ended, and ends those that take longer than ten seconds. */
async function waitForResponses(responses: ReadonlySet<ServerResponse>): Promise<void> {
  const deadline = performance.now() + CLOSE_TIMEOUT_MS
  while (responses.size > 0 && performance.now() < deadline) await setTimeout(20)
  for (const response of responses) response.destroy()
}
