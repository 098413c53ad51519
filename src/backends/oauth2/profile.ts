import { ENGLISH } from '../../locales/locales.js'
import { type Message, message } from '../../locales/messages.js'
import { firstText, readClaimPath } from '../../claim-paths.js'
import type { PortcullisError } from '../../errors.js'
import { type ProviderCause, providerCause, toProblem } from '../../provider-causes.js'
import type { OAuth2DataDefinition, OAuth2Definition } from '../definition/definition.js'
import { STANDARD_CLAIMS } from '../definition/shared-fields.js'
import {
  type Claims,
  dropUnusedClaims,
  pickStorableClaims,
  readMembers,
  subjectProblem,
} from '../protocol/claims.js'
import type { Identity } from '../../identity.js'
import { providerError } from '../protocol/provider-errors.js'
import { isVerifiedFlag } from '../protocol/identity.js'
import { formatWords, readErrorBody } from '../protocol/provider-words.js'
import { type ApiCall, callApi, REFUSED } from './api-call.js'

const PROFILE_LABEL = message('detail.of.profile')
const STANDARD_CLAIM_NAMES = new Set<string>([
  ...Object.values(STANDARD_CLAIMS),
  'sub',
  'sid',
  'email_verified',
])

function profileRejected(detail: string | Message, cause: ProviderCause): PortcullisError {
  return providerError('identity_rejected', PROFILE_LABEL, toProblem(detail, cause))
}

/**
 * Fetches the profile of the user of an access token, unchanged.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function fetchProfile(
  call: ApiCall & { readonly definition: OAuth2DataDefinition },
): Promise<Claims> {
  const { userInfoEndpoint, userMethod: method } = call.definition
  const profile = readMembers(await callApi(userInfoEndpoint, PROFILE_LABEL, call, { method }))
  if (profile === null)
    throw profileRejected(message('detail.notObject'), providerCause('profile_unreadable'))
  return profile
}

/**
 * Reads the identifier of the user. A number equals the text of its digits; 0 is rejected, because APIs return it where
 * there is no user.
 * @throws PortcullisError identity_rejected
 */
export function readSubject(claims: Claims, path: string): string {
  const value = readClaimPath(claims, path)
  const cause = providerCause('profile_subject_missing', { path })
  if (value === undefined || value === null) {
    const words = readErrorBody(claims)
    if (words === null) throw profileRejected(message('detail.claim.missing', { claim: path }), cause)
    // Some APIs send an error with status 200.
    throw profileRejected(
      message('detail.claim.missingWords', { claim: path, words: formatWords(words) }),
      providerCause('profile_forbidden'),
    )
  }
  const isNumber = typeof value === 'number'
  if (isNumber && !(Number.isSafeInteger(value) && value > 0))
    throw profileRejected(message('detail.claim.identifier', { claim: path }), cause)
  const subject = isNumber ? String(value) : value
  const problem = subjectProblem(subject, path)
  if (problem !== null || typeof subject !== 'string')
    throw profileRejected(problem ?? message('detail.claim.text', { claim: path }), cause)
  return subject
}

/** An email address, and whether the provider says that it is verified. */
export interface EmailClaim {
  readonly email: unknown
  readonly verified: boolean
}

function readEmail(claims: Claims, { claims: names, emailVerified }: OAuth2Definition): EmailClaim {
  const verifiedValue =
    typeof emailVerified === 'string' ? readClaimPath(claims, emailVerified) : emailVerified
  return {
    email: interpolate(claims, names.email),
    verified: isVerifiedFlag(verifiedValue),
  }
}

/**
 * The profile with the claim names of OpenID Connect (Core §5.1), so that rules about the claim `email` need not know
 * the provider's name for it. All other members keep their names.
 * @param listedEmail the address from the list of addresses, if the provider has one; the profile's own address is
 *   ignored then
 */
export function toStandardClaims(
  claims: Claims,
  definition: OAuth2Definition,
  subject: string,
  listedEmail: EmailClaim | null,
): Claims {
  const { email, verified } = listedEmail ?? readEmail(claims, definition)
  const mapped: Claims = {
    ...Object.fromEntries(
      Object.entries(definition.claims).map(([field, pattern]) => [
        toClaimName(field),
        interpolate(claims, pattern),
      ]),
    ),
    sub: subject,
    email,
    email_verified: verified,
  }
  const otherClaims = pickStorableClaims(claims).filter(([name]) => !STANDARD_CLAIM_NAMES.has(name))
  const presentClaims = pickStorableClaims(mapped).filter(
    ([, value]) => value !== undefined && value !== null,
  )
  const use = { ...definition, claims: STANDARD_CLAIMS, emailVerified: null }
  return dropUnusedClaims(Object.fromEntries([...otherClaims, ...presentClaims]), use)
}

const CLAIM_NAME_BY_FIELD = new Map<string, string>(Object.entries(STANDARD_CLAIMS))

function toClaimName(field: string): string {
  return CLAIM_NAME_BY_FIELD.get(field) ?? field
}

const EMAILS_LABEL = message('detail.of.emails')

const NO_EMAIL: EmailClaim = { email: null, verified: false }

/**
 * Statuses by which an API says that this application may not read the addresses, as for a GitHub App without that
 * permission.
 */
const NO_PERMISSION_STATUSES: ReadonlySet<number> = new Set([403, 404])

const NO_PERMISSION = message('because.identity.noEmailPermission')

/** The address of a user, and why there is none, if the provider does not let this application read it. */
export type ListedEmail = EmailClaim & Pick<Identity, 'notice' | 'noticeText'>

/**
 * Fetches the list of the user's email addresses and selects the primary one, else the first. It is verified only if
 * the list says so. A list that this application may not read means that there is no address.
 * @throws PortcullisError provider_unavailable, provider_timeout, provider_misconfigured, identity_rejected
 */
export async function fetchPrimaryEmail(endpoint: string, call: ApiCall): Promise<ListedEmail> {
  const response = await callApi(endpoint, EMAILS_LABEL, call, { refusals: NO_PERMISSION_STATUSES })
  if (response === REFUSED)
    return { ...NO_EMAIL, notice: ENGLISH.format(NO_PERMISSION), noticeText: NO_PERMISSION }
  const { list: path, ...paths } = call.definition.emailList
  const list = path === null ? response : readClaimPath(readMembers(response) ?? {}, path)
  if (!Array.isArray(list)) {
    const problem = toProblem(message('detail.notList'), providerCause('email_list_unreadable'))
    throw providerError('identity_rejected', EMAILS_LABEL, problem)
  }
  const entries = list.flatMap((entry: unknown) => {
    const members = readMembers(entry) ?? {}
    const email = readClaimPath(members, paths.email)
    const [primary, verified] = [
      readClaimPath(members, paths.primary),
      readClaimPath(members, paths.verified),
    ]
    return typeof email === 'string'
      ? [{ email, isPrimary: isVerifiedFlag(primary), verified: isVerifiedFlag(verified) }]
      : []
  })
  const chosen = entries.find(({ isPrimary }) => isPrimary) ?? entries[0]
  return chosen === undefined ? NO_EMAIL : { email: chosen.email, verified: chosen.verified }
}

/** The value at a path; or a URL such as `https://cdn.example/{id}.png` with the values at the paths in braces. */
function interpolate(claims: Claims, pattern: string): unknown {
  if (!pattern.includes('{')) return firstText(readClaimPath(claims, pattern))
  const values = [...pattern.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => readClaimPath(claims, path))
  // With a missing value, the URL could belong to another user.
  if (!values.every(isScalar)) return undefined
  return pattern.replace(/\{([^{}]+)\}/g, () => encodeURIComponent(String(values.shift())))
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
