import { PortcullisError } from '../../errors.js'
import { type Claims, readClaim } from '../protocol/claims.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import type { SigningKeySource } from './signing-keys.js'

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
const TENANT_PLACEHOLDER = /\{\w+\}/

/** The names of tenants are simple everywhere, and one with a slash would point to another issuer. */
const TENANT_PATTERN = /^[\w.-]{1,100}$/

/** What the metadata must call their issuer, letter for letter (Discovery §4.3). */
export function expectedMetadataIssuer({ issuer, issuerTemplate }: IssuerRules): string {
  return issuerTemplate ?? issuer
}

/** The issuer of this template for one tenant. */
export function tenantIssuer(template: string, tenant: string): string {
  return template.replace(TENANT_PLACEHOLDER, () => tenant)
}

/** Whether an issuer, seen where no token says which tenant it is of, can be the provider's (RFC 9207). */
export function matchesIssuer(iss: string, { issuer, issuerAliases, issuerTemplate }: IssuerRules): boolean {
  if (issuerTemplate === null) return iss === issuer || issuerAliases.includes(iss)
  return readTenant(iss, issuerTemplate) !== null
}

/** The tenant in an issuer of this template; null for an issuer of no tenant. */
function readTenant(iss: string, template: string): string | null {
  const [before = '', after = ''] = template.split(TENANT_PLACEHOLDER)
  if (!iss.startsWith(before) || !iss.endsWith(after)) return null
  const tenant = iss.slice(before.length, iss.length - after.length)
  return TENANT_PATTERN.test(tenant) ? tenant : null
}

/**
 * The issuer of a verified token (Core §3.1.3.7, 2), always in the same spelling. Where the provider has tenants it is
 * that of the template with the token's own `tid`; nothing else would tell whose word this is.
 * @param label begins the detail of a refusal, such as "the ID Token"
 * @throws PortcullisError identity_rejected; not_allowed for a tenant that may not sign in
 */
export function requireIssuer(claims: Claims, rules: IssuerRules, label: string): string {
  const { issuer, issuerAliases, issuerTemplate } = rules
  const iss = readClaim(claims, 'iss')
  if (issuerTemplate !== null) return requireTenant(claims, issuerTemplate, rules.allowedTenants, label)
  if (iss === issuer || (typeof iss === 'string' && issuerAliases.includes(iss))) return issuer
  const acceptedIssuers = [issuer, ...issuerAliases].map(quoteForLog)
  const expectation =
    acceptedIssuers.length === 1
      ? `not ${acceptedIssuers.join()}`
      : `which is neither ${acceptedIssuers.join(' nor ')}`
  throw issuerRejected(
    label,
    iss === undefined ? 'iss is missing' : `iss is ${quoteForLog(iss)}, ${expectation}`,
  )
}

function requireTenant(
  claims: Claims,
  template: string,
  allowedTenants: readonly string[],
  label: string,
): string {
  const [iss, tid] = [readClaim(claims, 'iss'), readClaim(claims, 'tid')]
  if (tid === undefined) throw issuerRejected(label, 'tid is missing, so nothing tells which tenant it is of')
  if (typeof tid !== 'string' || !TENANT_PATTERN.test(tid))
    throw issuerRejected(label, 'tid is not the id of a tenant')
  const issuer = tenantIssuer(template, tid)
  if (iss !== issuer)
    throw issuerRejected(label, `iss is ${quoteForLog(iss)}, and by tid it must be ${quoteForLog(issuer)}`)
  if (allowedTenants.includes('any') || allowedTenants.includes(tid)) return issuer
  const detail = `${label}: tid is ${quoteForLog(tid)}, which is not among "allowedTenants"`
  throw new PortcullisError('not_allowed', { detail })
}

/**
 * The claims with the tenant that their issuer names where they do not name one themselves: whoever needs no more of a
 * token than `iss`, `sub` and `sid` need not be sent `tid` (Back-Channel Logout 1.0 §2.4).
 */
export function fillTenant(claims: Claims, { issuerTemplate }: IssuerRules): Claims {
  const iss = readClaim(claims, 'iss')
  if (issuerTemplate === null || Object.hasOwn(claims, 'tid') || typeof iss !== 'string') return claims
  const tenant = readTenant(iss, issuerTemplate)
  return tenant === null ? claims : { ...claims, tid: tenant }
}

function issuerRejected(label: string, detail: string): PortcullisError {
  return new PortcullisError('identity_rejected', { detail: `${label}: ${detail}` })
}

/**
 * Where several issuers publish their keys together, a key may name the one it signs for, or the template for any: one
 * that names another proves nothing. Microsoft asks for this check; keys that name nobody pass.
 * @throws PortcullisError identity_rejected
 */
export async function assertKeyIssuer(
  issuer: string,
  { issuerTemplate }: IssuerRules,
  token: { readonly keys: SigningKeySource; readonly kid: string | undefined; readonly label: string },
): Promise<void> {
  if (issuerTemplate === null) return
  const { keys } = (await token.keys.current()).jwks()
  const owners = keys
    .filter(({ kid }) => token.kid === undefined || kid === token.kid)
    .map((key) => readClaim({ ...key }, 'issuer'))
    .filter((owner) => owner !== undefined)
  const otherIssuer = owners.find((owner) => owner !== issuer && owner !== issuerTemplate)
  if (otherIssuer === undefined) return
  const detail = `${token.label}: signed with a key of the issuer ${quoteForLog(otherIssuer)}, not of ${quoteForLog(issuer)}`
  throw new PortcullisError('identity_rejected', { detail })
}
