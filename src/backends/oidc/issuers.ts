import { PortcullisError } from '../../errors.js'
import { quoted } from '../protocol/quoted.js'
import { claim } from '../protocol/claims.js'
import type { Claims } from '../protocol/claims.js'

/** What a definition says about issuers. */
export interface IssuerRules {
  /** Whose metadata are asked for. */
  readonly issuer: string
  /** Other spellings of it, in metadata, tokens and callbacks. */
  readonly issuerAliases: readonly string[]
  /** The issuer with a place in braces for the tenant; null where there are no tenants. */
  readonly issuerTemplate: string | null
  /** Tenants that may sign in, or "any". */
  readonly allowedTenants: readonly string[]
}

/** The place of the tenant in a template, such as `{tenantid}`. */
const PLACE = /\{\w+\}/

/** The names of tenants are simple everywhere, and one with a slash would point to another issuer. */
const TENANT = /^[\w.-]{1,100}$/

/** What the metadata must call their issuer, letter for letter (Discovery §4.3). */
export function issuerOfMetadata({ issuer, issuerTemplate }: IssuerRules): string {
  return issuerTemplate ?? issuer
}

/** The issuer of this template for one tenant. */
export function issuerOfTenant(template: string, tenant: string): string {
  return template.replace(PLACE, () => tenant)
}

/** Whether an issuer, seen where no token says which tenant it is of, can be the provider's (RFC 9207). */
export function mayBeIssuer(iss: string, { issuer, issuerAliases, issuerTemplate }: IssuerRules): boolean {
  if (issuerTemplate === null) return iss === issuer || issuerAliases.includes(iss)
  return tenantOf(iss, issuerTemplate) !== null
}

/** The tenant in an issuer of this template; null for an issuer of no tenant. */
function tenantOf(iss: string, template: string): string | null {
  const [before = '', after = ''] = template.split(PLACE)
  if (!iss.startsWith(before) || !iss.endsWith(after)) return null
  const tenant = iss.slice(before.length, iss.length - after.length)
  return TENANT.test(tenant) ? tenant : null
}

/**
 * The issuer of a verified token (Core §3.1.3.7, 2), always in the same spelling. Where the provider has tenants it is
 * that of the template with the token's own `tid`; nothing else would tell whose word this is.
 * @param what begins the detail of a refusal, such as "the ID Token"
 * @throws PortcullisError identity_rejected; not_allowed for a tenant that may not sign in
 */
export function requireIssuer(claims: Claims, rules: IssuerRules, what: string): string {
  const { issuer, issuerAliases, issuerTemplate } = rules
  const iss = claim(claims, 'iss')
  if (issuerTemplate !== null) return requireTenant(claims, issuerTemplate, rules.allowedTenants, what)
  if (iss === issuer || (typeof iss === 'string' && issuerAliases.includes(iss))) return issuer
  const believed = [issuer, ...issuerAliases].map(quoted)
  const wanted =
    believed.length === 1 ? `not ${believed.join()}` : `which is neither ${believed.join(' nor ')}`
  throw rejected(what, iss === undefined ? 'iss is missing' : `iss is ${quoted(iss)}, ${wanted}`)
}

function requireTenant(claims: Claims, template: string, allowed: readonly string[], what: string): string {
  const [iss, tid] = [claim(claims, 'iss'), claim(claims, 'tid')]
  if (tid === undefined) throw rejected(what, 'tid is missing, so nothing tells which tenant it is of')
  if (typeof tid !== 'string' || !TENANT.test(tid)) throw rejected(what, 'tid is not the id of a tenant')
  const issuer = issuerOfTenant(template, tid)
  if (iss !== issuer) throw rejected(what, `iss is ${quoted(iss)}, and by tid it must be ${quoted(issuer)}`)
  if (allowed.includes('any') || allowed.includes(tid)) return issuer
  const detail = `${what}: tid is ${quoted(tid)}, which is not among "allowedTenants"`
  throw new PortcullisError('not_allowed', { detail })
}

/**
 * The claims with the tenant that their issuer names where they do not name one themselves: whoever needs no more of a
 * token than `iss`, `sub` and `sid` need not be sent `tid` (Back-Channel Logout 1.0 §2.4).
 */
export function withTenant(claims: Claims, { issuerTemplate }: IssuerRules): Claims {
  const iss = claim(claims, 'iss')
  if (issuerTemplate === null || Object.hasOwn(claims, 'tid') || typeof iss !== 'string') return claims
  const tenant = tenantOf(iss, issuerTemplate)
  return tenant === null ? claims : { ...claims, tid: tenant }
}

function rejected(what: string, detail: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${what}: ${detail}` })
}
