import type { Context } from 'koa'
import type Router from 'koa-router'
import { PortcullisError } from '../errors.js'
import { PASSWORD_BACKEND } from '../identity.js'
import { sessionBackend } from '../sessions/derive-session.js'
import type { CurrentSession } from '../sessions/session-store.js'
import { sanitizeReturnTo } from '../return-to.js'
import {
  formatGroups,
  type Group,
  hasRequiredClaims,
  loadStoredClaims,
  parseGroup,
  parseRequiredClaim,
  readGroups,
  type RequiredClaim,
  storesGroups,
} from './groups.js'
import { readRoles } from '../user-extension.js'
import { redirect, type Services } from './services.js'

// nginx reads header blocks of 8 KB by default, and the other headers must fit, too.
const MAX_GROUPS_LENGTH = 4000
const MAX_ROLES_LENGTH = 1000
const QUERY_PARAMS = new Set(['redirect', 'group', 'claim', 'backend', 'role'])

/**
 * Who may pass: members of one of the groups, with one of the roles and with the claims, signed in with one of the backends.
 * An empty list allows all.
 */
interface AccessRequirements {
  readonly groups: readonly Group[]
  readonly claims: readonly RequiredClaim[]
  /** Roles of this site, one of which is enough. */
  readonly roles: readonly string[]
  readonly backends: readonly string[]
  /** Whether users who may not pass are redirected to a page of ours instead of getting 401 or 403. */
  readonly shouldRedirect: boolean
}

/**
 * Tells a proxy whether a request may pass, and who sends it. The answer depends on the session and on what the
 * proxy's configuration requires in the query. Nothing that a client can send changes it, in particular not the
 * requested URL. Every error has an error status, so no request passes by accident.
 */
export function forwardAuthRoutes(router: Router, services: Services): void {
  router.all('/forward-auth', async (ctx) => {
    ctx.set('Cache-Control', 'no-store')
    const requirements = readRequirements(services, new URLSearchParams(ctx.querystring))
    const current = services.http.sessions.current(ctx)
    if (!current) {
      redirectToLogin(services, ctx, requirements)
      return
    }
    const { session } = current
    const mayHaveGroups = storesGroups(services, session)
    const claims =
      mayHaveGroups || requirements.claims.length > 0 ? await loadStoredClaims(services, session) : {}
    const groups = mayHaveGroups ? readGroups(claims, session.backend) : []
    const hasClaims =
      requirements.claims.length === 0 || hasRequiredClaims(claims, session.backend, requirements.claims)
    if (!hasClaims || !satisfies(services, requirements, current, groups)) {
      deny(services, ctx, requirements)
      return
    }
    const roles = readRoles(current.user, services.userExtension)
    setUserHeaders(ctx, current, { groups: formatGroups(groups, services), roles })
    ctx.body = ''
  })

  // The page for users who may not pass is on our own host, where its styles are and where users can sign out.
  router.get('/members-only', () => {
    throw new PortcullisError('group_required', { detail: 'a proxy refused a signed-in user' })
  })
}

// A misspelt requirement must not count as none, so an unknown parameter is an error and the proxy lets no request pass.
function readRequirements(services: Services, query: URLSearchParams): AccessRequirements {
  const [groups, backends] = [query.getAll('group'), query.getAll('backend')]
  const hasUnknownParam = [...query.keys()].some((name) => !QUERY_PARAMS.has(name))
  if (hasUnknownParam || groups.includes('') || backends.includes('')) {
    throw new PortcullisError('bad_request', { detail: 'an unknown parameter, or an empty group or backend' })
  }
  const required = groups.map((text) => parseGroup(text, services))
  const claims = query.getAll('claim').map(parseRequiredClaim)
  const roles = query.getAll('role')
  const unknownRole = roles.find((role) => !services.userExtension.roles.includes(role))
  if (unknownRole !== undefined)
    throw new PortcullisError('bad_request', {
      detail: `?role=${unknownRole.slice(0, 100)} is no role of the configuration`,
    })
  return { groups: required, claims, roles, backends, shouldRedirect: query.has('redirect') }
}

function satisfies(
  services: Services,
  requirements: AccessRequirements,
  { session, user }: CurrentSession,
  groups: readonly Group[],
): boolean {
  const isMember =
    requirements.groups.length === 0 ||
    requirements.groups.some((required) =>
      groups.some(({ backend, name }) => backend === required.backend && name === required.name),
    )
  const hasRole =
    requirements.roles.length === 0 ||
    readRoles(user, services.userExtension).some((role) => requirements.roles.includes(role))
  if (!isMember || !hasRole) return false
  if (requirements.backends.length === 0) return true
  const backend = sessionBackend(session)
  return backend !== null && requirements.backends.includes(backend) && isInUse(services, backend)
}

/** Whether users can sign in with this backend now: sessions of one that was disabled or removed do not count. */
function isInUse({ backends }: Pick<Services, 'backends'>, name: string): boolean {
  return name === PASSWORD_BACKEND ? backends.password !== null : backends.registry.get(name) !== null
}

// nginx does not show our response to its users. It can read a header, but it cannot encode a URL.
function redirectToLogin(services: Services, ctx: Context, { shouldRedirect }: AccessRequirements): void {
  const url = loginUrl(services, ctx)
  if (shouldRedirect && url !== null) {
    redirect(ctx, url)
    return
  }
  if (url !== null) ctx.set('X-Login-URL', url)
  ctx.set('WWW-Authenticate', 'Bearer')
  throw new PortcullisError('login_required', { detail: 'a proxy request without a session' })
}

function deny({ site }: Pick<Services, 'site'>, ctx: Context, { shouldRedirect }: AccessRequirements): void {
  if (!shouldRedirect || !isNavigation(ctx)) {
    throw new PortcullisError('group_required', {
      detail: 'the user is in none of the required groups, roles or backends, or lacks a required claim',
    })
  }
  redirect(ctx, `${site.origin}${site.basePath}/members-only`)
}

function setUserHeaders(
  ctx: Context,
  { user, session }: CurrentSession,
  { groups, roles }: { readonly groups: readonly string[]; readonly roles: readonly string[] },
): void {
  const headers = {
    'X-Auth-Request-User': encodeHeaderValue(user.username),
    'X-Auth-Request-User-Id': encodeHeaderValue(user.id),
    // The reader of the header would trust an address that the user has not proven.
    'X-Auth-Request-Email': encodeHeaderValue(user.provenEmail ?? ''),
    'X-Auth-Request-Name': encodeHeaderValue(user.name ?? ''),
    'X-Auth-Request-Groups': encodeHeaderList(groups, MAX_GROUPS_LENGTH),
    'X-Auth-Request-Roles': encodeHeaderList(roles, MAX_ROLES_LENGTH),
    'X-Auth-Request-Backend': encodeHeaderValue(sessionBackend(session) ?? ''),
  }
  for (const [name, value] of Object.entries(headers)) if (value !== '') ctx.set(name, value)
}

type LoginUrlDeps = Pick<Services, 'site' | 'http'>

/**
 * The login page for a request to a protected site, with the way back to the requested page; null for the request of
 * a script or a socket, where no user would see it.
 */
function loginUrl(services: LoginUrlDeps, ctx: Context): string | null {
  if (!isNavigation(ctx)) return null
  const { origin, basePath } = services.site
  const next = sanitizeReturnTo(originalUrl(services, ctx), services.site)
  const query =
    next === sanitizeReturnTo(null, services.site) ? '' : `?${new URLSearchParams({ next }).toString()}`
  return `${origin}${basePath}/login${query}`
}

/** Whether the browser shows the response as a page. Browsers say so; for other clients the Accept header decides. */
export function isNavigation(ctx: Context): boolean {
  const mode = ctx.get('Sec-Fetch-Mode')
  // Programs that use the fetch of Node send this mode, but none of the headers that browsers send with it.
  const isNodeFetch = mode === 'cors' && ctx.get('Sec-Fetch-Site') === '' && ctx.get('Sec-Fetch-Dest') === ''
  if (mode !== '' && !isNodeFetch) return mode === 'navigate'
  const accept = ctx.get('Accept').toLowerCase()
  return ctx.get('Upgrade') === '' && (accept.includes('text/html') || (isNodeFetch && accept === '*/*'))
}

/**
 * The requested URL at the protected site, from the headers of a trusted proxy; null from other clients, which could
 * name any. A URL that was posted to can often not be opened, so it becomes the front page of that site.
 */
function originalUrl({ http: { trustedProxies } }: LoginUrlDeps, ctx: Context): string | null {
  if (!trustedProxies.trusts(ctx.req)) return null
  const scheme = ctx.get('X-Forwarded-Proto').toLowerCase()
  const target = ctx.get('X-Forwarded-Uri')
  if (!/^https?$/.test(scheme) || !target.startsWith('/')) return null
  const isSafeMethod = /^(?:GET|HEAD|)$/.test(ctx.get('X-Forwarded-Method'))
  return `${scheme}://${ctx.get('X-Forwarded-Host')}${isSafeMethod ? target : '/'}`
}

/**
 * Encodes any text as one value of a header field: visible ASCII stays as it is; everything else is percent-encoded
 * as UTF-8, and so are `%`, `,` and spaces at either end. Decoding it like a URL returns the text. No text can end
 * the field, begin another one, or become two members of a list (RFC 9110 section 5.5).
 */
export function encodeHeaderValue(text: string): string {
  return text.replace(/[^\x20-\x7e]|[%,]|^ | $/gu, percentEncode)
}

/**
 * As many of these texts as fit into `maxLength` characters, each encoded by `encodeHeaderValue`, separated by
 * commas. A text that does not fit is left out as a whole, because a part of a name could be another name.
 */
export function encodeHeaderList(texts: readonly string[], maxLength: number): string {
  let list = ''
  for (const text of texts) {
    const candidate = list === '' ? encodeHeaderValue(text) : `${list},${encodeHeaderValue(text)}`
    if (candidate.length <= maxLength) list = candidate
  }
  return list
}

// A lone surrogate is not text; its bytes become those of U+FFFD.
function percentEncode(character: string): string {
  const bytes = [...Buffer.from(character, 'utf8')]
  return bytes.map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('')
}
