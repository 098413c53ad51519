import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import type { CurrentSession } from '../session/current.js'
import { encodeHeaderList, encodeHeaderValue } from '../web/header-value.js'
import { loadGroups } from './groups.js'
import { isNavigation, loginUrl } from './login-address.js'
import { type Services, redirect } from './parts.js'

// A proxy that reads heads of 8 KB, as nginx does unless told otherwise, must have room for the other headers.
const MAX_GROUPS_LENGTH = 4000
const QUERY_PARAMS = new Set(['redirect', 'group', 'backend'])

/** Whom the proxy lets in: members of one of the groups, by one of the backends; an empty list lets all in. */
interface AccessRequirements {
  readonly groups: readonly string[]
  readonly backends: readonly string[]
  /** Whether people who may not pass are redirected to a page of ours, rather than told 401 or 403. */
  readonly shouldRedirect: boolean
}

/**
 * Answers a proxy that asks whether a request may pass, and who sends it. The answer depends on the session and on what
 * the proxy's configuration demands in the query; nothing that a client can send changes it, least of all the address
 * asked for. Whatever goes wrong is an error status, so nobody passes by accident.
 */
export function forwardAuthRoutes(router: Router, services: Services): void {
  router.all('/forward-auth', async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    const requirements = readRequirements(new URLSearchParams(ctx.querystring))
    const current = services.httpSessions.current(ctx)
    if (!current) {
      redirectToLogin(services, ctx, requirements)
      return
    }
    const groups = await loadGroups(services, current.session)
    if (!satisfies(requirements, current, groups)) {
      deny(services, ctx, requirements)
      return
    }
    setUserHeaders(ctx, current, groups)
    ctx.body = ''
  })

  // The page of a refusal has to be on our own host, where its styles are and where one can sign out.
  router.get('/members-only', () => {
    throw new PortcullisError('members_only', { detail: 'a proxy refused somebody who is signed in' })
  })
}

// A misspelt demand must not pass for none, so an unknown parameter fails and the proxy lets nobody in.
function readRequirements(query: URLSearchParams): AccessRequirements {
  const [groups, backends] = [query.getAll('group'), query.getAll('backend')]
  const hasUnknownParam = [...query.keys()].some((name) => !QUERY_PARAMS.has(name))
  if (hasUnknownParam || groups.includes('') || backends.includes('')) {
    throw new PortcullisError('bad_request', { detail: 'an unknown parameter, or an empty group or backend' })
  }
  return { groups, backends, shouldRedirect: query.has('redirect') }
}

function satisfies(
  requirements: AccessRequirements,
  { session }: CurrentSession,
  groups: readonly string[],
): boolean {
  const isMember =
    requirements.groups.length === 0 || requirements.groups.some((group) => groups.includes(group))
  return isMember && (requirements.backends.length === 0 || requirements.backends.includes(session.backend))
}

// nginx shows its users none of our answer but can read a header, and cannot encode an address by itself.
function redirectToLogin(services: Services, ctx: Context, { shouldRedirect }: AccessRequirements): void {
  const url = loginUrl(services, ctx)
  if (shouldRedirect && url !== null) {
    redirect(ctx, url)
    return
  }
  if (url !== null) ctx.set('X-Login-URL', url)
  ctx.set('WWW-Authenticate', 'Bearer')
  throw new PortcullisError('login_required', { detail: 'a proxy asks for somebody without a session' })
}

function deny(services: Services, ctx: Context, { shouldRedirect }: AccessRequirements): void {
  if (!shouldRedirect || !isNavigation(ctx)) {
    throw new PortcullisError('members_only', { detail: 'not of the groups or backends that are let in' })
  }
  redirect(ctx, `${services.site.origin}${services.site.basePath}/members-only`)
}

function setUserHeaders(ctx: Context, { user, session }: CurrentSession, groups: readonly string[]): void {
  const headers = {
    'X-Auth-Request-User': encodeHeaderValue(user.username),
    'X-Auth-Request-User-Id': encodeHeaderValue(user.id),
    // What somebody merely said is theirs would be believed by whoever reads the header.
    'X-Auth-Request-Email': encodeHeaderValue(user.provenEmail ?? ''),
    'X-Auth-Request-Name': encodeHeaderValue(user.name ?? ''),
    'X-Auth-Request-Groups': encodeHeaderList(groups, MAX_GROUPS_LENGTH),
    'X-Auth-Request-Backend': encodeHeaderValue(session.backend),
  }
  for (const [name, value] of Object.entries(headers)) if (value !== '') ctx.set(name, value)
}
