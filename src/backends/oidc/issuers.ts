import { PortcullisError } from '../../errors.js'
import { isSameIssuer } from '../../identity.js'
import { type Claims, readClaim } from '../protocol/claims.js'
import { type ProviderCause, providerCause, toProblem } from '../../provider-causes.js'
import { providerError, quoteForLog } from '../protocol/provider-errors.js'

/** The part of a definition that is about issuers. */
export interface IssuerRules {
  /** The issuer whose metadata are fetched. */
  readonly issuer: string
  /** Other spellings that are accepted in metadata, tokens and callbacks. */
  readonly issuerAliases: readonly string[]
  /** The issuer with a placeholder in braces for the tenant; null without tenants. */
  readonly issuerTemplate: string | null
  /** The tenants whose users may sign in, or "any". */
  readonly allowedTenants: readonly string[]
}

/** The placeholder for the tenant, such as `{tenantid}`. */
const TENANT_PLACEHOLDER = /\{\w+\}/

/** Tenant IDs are plain words everywhere. One with a slash would lead to another issuer. */
const TENANT_PATTERN = /^[\w.-]{1,100}$/

/** The issuer that the metadata must name exactly (Discovery §4.3). */
export function expectedMetadataIssuer({ issuer, issuerTemplate }: IssuerRules): string {
  return issuerTemplate ?? issuer
}

/** The issuer of one tenant. */
export function tenantIssuer(template: string, tenant: string): string {
  return template.replace(TENANT_PLACEHOLDER, () => tenant)
}

/** Whether an issuer can be the provider's, where no token names the tenant (RFC 9207). */
export function matchesIssuer(iss: string, { issuer, issuerAliases, issuerTemplate }: IssuerRules): boolean {
  if (issuerTemplate === null) return iss === issuer || issuerAliases.includes(iss)
  return readTenant(iss, issuerTemplate) !== null
}

/**
 * Whether accounts of this issuer are the provider's: those of its issuer, or of one of its tenants. An alias does not
 * count, because it may be the issuer of another provider; see `isSameIssuer`.
 */
export function isAccountIssuer(
  accountIssuer: string,
  { issuer, issuerTemplate }: Pick<IssuerRules, 'issuer' | 'issuerTemplate'>,
): boolean {
  if (issuerTemplate === null) return isSameIssuer(accountIssuer, issuer)
  return readTenant(accountIssuer, issuerTemplate) !== null
}

/** The tenant of an issuer that matches the template; null if it does not match. */
function readTenant(iss: string, template: string): string | null {
  const [before = '', after = ''] = template.split(TENANT_PLACEHOLDER)
  if (!iss.startsWith(before) || !iss.endsWith(after)) return null
  const tenant = iss.slice(before.length, iss.length - after.length)
  return TENANT_PATTERN.test(tenant) ? tenant : null
}

/**
 * Checks the issuer of a verified token (Core §3.1.3.7, 2). If the provider has tenants, the issuer must be that of the
 * template with the token's own `tid`.
 * @param label begins the detail of an error, such as "the ID Token"
 * @returns the issuer, always in the same spelling
 * @throws PortcullisError identity_rejected
 */
export function requireIssuer(claims: Claims, rules: IssuerRules, label: string): string {
  const { issuer, issuerAliases, issuerTemplate } = rules
  const iss = readClaim(claims, 'iss')
  if (issuerTemplate !== null) return requireTenant(claims, issuerTemplate, label)
  if (iss === issuer || (typeof iss === 'string' && issuerAliases.includes(iss))) return issuer
  const acceptedIssuers = [issuer, ...issuerAliases].map(quoteForLog)
  const expectation =
    acceptedIssuers.length === 1
      ? `not ${acceptedIssuers.join()}`
      : `which is neither ${acceptedIssuers.join(' nor ')}`
  throw issuerRejected(
    label,
    iss === undefined ? 'iss is missing' : `iss is ${quoteForLog(iss)}, ${expectation}`,
    providerCause(iss === undefined ? 'claim_missing' : 'token_issuer'),
  )
}

function requireTenant(claims: Claims, template: string, label: string): string {
  const [iss, tid] = [readClaim(claims, 'iss'), readClaim(claims, 'tid')]
  if (tid === undefined)
    throw issuerRejected(label, 'tid is missing, so the tenant is unknown', providerCause('claim_missing'))
  if (typeof tid !== 'string' || !TENANT_PATTERN.test(tid))
    throw issuerRejected(label, 'tid is not a tenant ID', providerCause('claim_malformed'))
  const issuer = tenantIssuer(template, tid)
  if (iss !== issuer)
    throw issuerRejected(
      label,
      `iss is ${quoteForLog(iss)}, but with this tid it must be ${quoteForLog(issuer)}`,
      providerCause('token_tenant'),
    )
  return issuer
}

/**
 * Why users of this tenant may not sign in; null when they may. It is asked only after everything else has been
 * verified, because the refusal of a known user also ends their sessions.
 * @param claims of a token whose issuer was checked by `requireIssuer`
 */
export function tenantRefusal(
  claims: Claims,
  { issuerTemplate, allowedTenants }: IssuerRules,
  label: string,
): string | null {
  const tid = readClaim(claims, 'tid')
  const isAllowed = allowedTenants.some((allowed) => allowed === 'any' || allowed === tid)
  if (issuerTemplate === null || isAllowed) return null
  return `${label}: tid is ${quoteForLog(tid)}, which is not in "allowedTenants"`
}

/** The same as a field of an identity. */
export function readRefusal(
  claims: Claims,
  rules: IssuerRules,
  label: string,
): { readonly refusal?: string } {
  const refusal = tenantRefusal(claims, rules, label)
  return refusal === null ? {} : { refusal }
}

/** @throws PortcullisError not_allowed for a tenant whose users may not sign in */
export function requireAllowedTenant(claims: Claims, rules: IssuerRules, label: string): void {
  const detail = tenantRefusal(claims, rules, label)
  if (detail !== null)
    throw new PortcullisError('not_allowed', { detail, providerCause: providerCause('tenant_not_allowed') })
}

/**
 * Adds the tenant that the issuer names to claims without `tid`: a logout token needs only `iss`, `sub` and `sid`
 * (Back-Channel Logout 1.0 §2.4).
 */
export function fillTenant(claims: Claims, { issuerTemplate }: IssuerRules): Claims {
  const iss = readClaim(claims, 'iss')
  if (issuerTemplate === null || Object.hasOwn(claims, 'tid') || typeof iss !== 'string') return claims
  const tenant = readTenant(iss, issuerTemplate)
  return tenant === null ? claims : { ...claims, tid: tenant }
}

function issuerRejected(label: string, detail: string, cause: ProviderCause): PortcullisError {
  return providerError('identity_rejected', label, toProblem(detail, cause))
}

/**
 * Checks that the key that signed a token belongs to the issuer of the token. Several issuers may publish their keys
 * together, and then a key may name the issuer it signs for, or the template for any issuer. Microsoft requires this
 * check. Keys that name no issuer pass.
 * @throws PortcullisError identity_rejected
 */
export function assertKeyIssuer(
  issuer: string,
  { issuerTemplate }: IssuerRules,
  { keyIssuer, label }: { readonly keyIssuer: unknown; readonly label: string },
): void {
  if (issuerTemplate === null || keyIssuer === undefined) return
  if (keyIssuer === issuer || keyIssuer === issuerTemplate) return
  const detail = `signed with a key of the issuer ${quoteForLog(keyIssuer)}, not of ${quoteForLog(issuer)}`
  throw issuerRejected(label, detail, providerCause('signature_invalid'))
}
