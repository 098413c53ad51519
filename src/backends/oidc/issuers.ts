import { ENGLISH } from '../../locales/locales.js'
import { joinTexts, type Message, message, type MessageValue } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import { type Identity, isSameIssuer } from '../../identity.js'
import { type Claims, readClaim } from '../protocol/claims.js'
import { type ProviderCause, providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import { providerError, quoteForLog, quoteText } from '../protocol/provider-errors.js'

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
export function requireIssuer(claims: Claims, rules: IssuerRules, label: MessageValue): string {
  const { issuer, issuerAliases, issuerTemplate } = rules
  const iss = readClaim(claims, 'iss')
  if (issuerTemplate !== null) return requireTenant(claims, issuerTemplate, label)
  if (iss === issuer || (typeof iss === 'string' && issuerAliases.includes(iss))) return issuer
  if (iss === undefined)
    throw issuerRejected(
      label,
      message('detail.claim.missing', { claim: 'iss' }),
      providerCause('claim_missing'),
    )
  const expected = joinTexts('detail.neither', [issuer, ...issuerAliases].map(quoteText))
  const values = { issuer: quoteForLog(iss), expected }
  throw issuerRejected(
    label,
    issuerAliases.length === 0
      ? message('detail.claim.issuer', values)
      : message('detail.claim.issuers', values),
    providerCause('token_issuer'),
  )
}

function requireTenant(claims: Claims, template: string, label: MessageValue): string {
  const [iss, tid] = [readClaim(claims, 'iss'), readClaim(claims, 'tid')]
  if (tid === undefined)
    throw issuerRejected(label, message('detail.claim.tenantMissing'), providerCause('claim_missing'))
  if (typeof tid !== 'string' || !TENANT_PATTERN.test(tid))
    throw issuerRejected(label, message('detail.claim.tenant'), providerCause('claim_malformed'))
  const issuer = tenantIssuer(template, tid)
  if (iss !== issuer)
    throw issuerRejected(
      label,
      message('detail.claim.tenantIssuer', { issuer: quoteForLog(iss), expected: quoteText(issuer) }),
      providerCause('token_tenant'),
    )
  return issuer
}

/**
 * Why users of this tenant may not sign in; null when they may. It is asked only after everything else has been
 * verified, because the refusal of a known user also ends their sessions.
 * @param claims of a token whose issuer was checked by `requireIssuer`
 */
function tenantRefusal(
  claims: Claims,
  { issuerTemplate, allowedTenants }: IssuerRules,
  label: MessageValue,
): Message | null {
  const tid = readClaim(claims, 'tid')
  const isAllowed = allowedTenants.some((allowed) => allowed === 'any' || allowed === tid)
  if (issuerTemplate === null || isAllowed) return null
  return message('detail.claim.tenantRefused', { label, tenant: quoteForLog(tid) })
}

/** The same as fields of an identity. */
export function readRefusal(
  claims: Claims,
  rules: IssuerRules,
  label: MessageValue,
): Pick<Identity, 'refusal' | 'refusalText'> {
  const refusal = tenantRefusal(claims, rules, label)
  return refusal === null ? {} : { refusal: ENGLISH.format(refusal), refusalText: refusal }
}

/** @throws PortcullisError not_allowed for a tenant whose users may not sign in */
export function requireAllowedTenant(claims: Claims, rules: IssuerRules, label: MessageValue): void {
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

function issuerRejected(label: MessageValue, detail: Message, cause: ProviderCause): PortcullisError {
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
  { keyIssuer, label }: { readonly keyIssuer: unknown; readonly label: MessageValue },
): void {
  if (issuerTemplate === null || keyIssuer === undefined) return
  if (keyIssuer === issuer || keyIssuer === issuerTemplate) return
  const detail = message('detail.claim.keyIssuer', {
    key: quoteForLog(keyIssuer),
    issuer: quoteText(issuer),
  })
  throw issuerRejected(label, detail, providerCause('signature_invalid'))
}

/**
 * What is wrong with the issuer that the metadata name, and what to configure; null when it is exactly the expected
 * issuer (Discovery §4.3) or one of its configured spellings.
 */
export function metadataIssuerProblem(actual: string, rules: IssuerRules): ProviderProblem | null {
  const expected = expectedMetadataIssuer(rules)
  if (actual === expected || rules.issuerAliases.includes(actual)) return null
  if (/\{\w+\}/.test(actual) && rules.issuerTemplate === null) {
    const detail = message('detail.metadata.placeholder', { issuer: quoteText(actual) })
    return toProblem(detail, providerCause('issuer_placeholder'))
  }
  const field = rules.issuerTemplate === null ? 'issuer' : 'issuerTemplate'
  const hasSlashDifference = actual.replace(/\/$/, '') === expected.replace(/\/$/, '')
  const issuer = quoteText(actual)
  return toProblem(
    hasSlashDifference
      ? message('detail.metadata.slash', { issuer, field })
      : message('detail.metadata.issuer', { issuer, field, expected: quoteText(expected) }),
    providerCause(hasSlashDifference ? 'issuer_slash' : 'issuer_differs'),
  )
}
