import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import type { Current } from '../session/current.js'
import { headerList, headerValue } from '../web/header-value.js'
import { groupsOf } from './groups.js'
import { isNavigation, loginAddress } from './login-address.js'
import { type Parts, seeOther } from './parts.js'

// A proxy that reads heads of 8 KB, as nginx does unless told otherwise, must have room for the other headers.
const LONGEST_GROUPS = 4000
const PARAMETERS = new Set(['redirect', 'group', 'backend'])

/** Whom the proxy lets in: members of one of the groups, by one of the backends; an empty list lets all in. */
interface Demands {
  readonly groups: readonly string[]
  readonly backends: readonly string[]
  /** Whether people who may not pass are redirected to a page of ours, rather than told 401 or 403. */
  readonly redirect: boolean
}

/**
 * Answers a proxy that asks whether a request may pass, and who sends it. The answer depends on the session and on what
 * the proxy's configuration demands in the query; nothing that a client can send changes it, least of all the address
 * asked for. Whatever goes wrong is an error status, so nobody passes by accident.
 */
export function forwardAuthRoutes(router: Router, parts: Parts): void {
  router.all('/forward-auth', async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    const demands = demandsOf(new URLSearchParams(ctx.querystring))
    const current = parts.carrier.current(ctx)
    if (!current) {
      turnAway(parts, ctx, demands)
      return
    }
    const groups = await groupsOf(parts, current.session)
    if (!satisfies(demands, current, groups)) {
      refuse(parts, ctx, demands)
      return
    }
    identify(ctx, current, groups)
    ctx.body = ''
  })

  // The page of a refusal has to be on our own host, where its styles are and where one can sign out.
  router.get('/members-only', () => {
    throw new PortcullisError('members_only', { detail: 'a proxy refused somebody who is signed in' })
  })
}

// A misspelt demand must not pass for none, so an unknown parameter fails and the proxy lets nobody in.
function demandsOf(query: URLSearchParams): Demands {
  const [groups, backends] = [query.getAll('group'), query.getAll('backend')]
  const unknown = [...query.keys()].some((name) => !PARAMETERS.has(name))
  if (unknown || groups.includes('') || backends.includes('')) {
    throw new PortcullisError('bad_request', { detail: 'an unknown parameter, or an empty group or backend' })
  }
  return { groups, backends, redirect: query.has('redirect') }
}

function satisfies(demands: Demands, { session }: Current, groups: readonly string[]): boolean {
  const member = demands.groups.length === 0 || demands.groups.some((group) => groups.includes(group))
  return member && (demands.backends.length === 0 || demands.backends.includes(session.backend))
}

// nginx shows its users none of our answer but can read a header, and cannot encode an address by itself.
function turnAway(parts: Parts, ctx: Context, { redirect }: Demands): void {
  const address = loginAddress(parts, ctx)
  if (redirect && address !== null) {
    seeOther(ctx, address)
    return
  }
  if (address !== null) ctx.set('X-Login-URL', address)
  ctx.set('WWW-Authenticate', 'Bearer')
  throw new PortcullisError('login_required', { detail: 'a proxy asks for somebody without a session' })
}

function refuse(parts: Parts, ctx: Context, { redirect }: Demands): void {
  if (!redirect || !isNavigation(ctx)) {
    throw new PortcullisError('members_only', { detail: 'not of the groups or backends that are let in' })
  }
  seeOther(ctx, `${parts.site.origin}${parts.site.basePath}/members-only`)
}

function identify(ctx: Context, { user, session }: Current, groups: readonly string[]): void {
  const identity = {
    'X-Auth-Request-User': headerValue(user.username),
    'X-Auth-Request-User-Id': headerValue(user.id),
    // What somebody merely said is theirs would be believed by whoever reads the header.
    'X-Auth-Request-Email': headerValue(user.provenEmail ?? ''),
    'X-Auth-Request-Name': headerValue(user.name ?? ''),
    'X-Auth-Request-Groups': headerList(groups, LONGEST_GROUPS),
    'X-Auth-Request-Backend': headerValue(session.backend),
  }
  for (const [name, value] of Object.entries(identity)) if (value !== '') ctx.set(name, value)
}
