import { message, type MessageValue } from '../../locales/messages.js'
import { z } from 'zod'
import { readClaimPath } from '../../claim-paths.js'
import type { Identity } from '../../identity.js'
import { parseJson } from '../../parse-json.js'
import { providerCause, type ProviderProblem, toProblem } from '../../provider-causes.js'
import {
  type Claims,
  type ClaimUse,
  dropUnusedClaims,
  isValidSid,
  listUsedPaths,
  pickStorableClaims,
  readClaim,
  subjectProblem,
} from '../protocol/claims.js'
import { providerError } from '../protocol/provider-errors.js'
import { displayText } from '../protocol/identity.js'
import type { IssuerRules } from './issuers.js'

/** Claims that are taken only from the verified ID Token, never from UserInfo. */
const ID_TOKEN_ONLY_CLAIMS = new Set(
  'iss sub aud exp iat nbf jti nonce azp at_hash c_hash s_hash auth_time acr amr sid'.split(' '),
)

const EMAIL_CLAIMS = new Set(['email', 'email_verified'])

/**
 * All claims about the user. UserInfo is more recent than the ID Token and takes precedence, except for protected
 * claims. The email address and `email_verified` come from the same source, or an unverified address could appear as
 * verified because another one is. Long claims that the definition does not use are dropped.
 */
export function mergeClaims(idToken: Claims, userInfo: Claims, use: ClaimUse): Claims {
  const emailSource = readClaim(userInfo, 'email') === undefined ? idToken : userInfo
  const pickClaims = (source: Claims): [string, unknown][] =>
    pickStorableClaims(source).filter(
      ([name]) =>
        (source === emailSource || !EMAIL_CLAIMS.has(name)) &&
        (source === idToken || !ID_TOKEN_ONLY_CLAIMS.has(name)),
    )
  return dropUnusedClaims(Object.fromEntries([...pickClaims(idToken), ...pickClaims(userInfo)]), use)
}

/** Whether UserInfo is requested; with "when-needed", only if the ID Token lacks a claim that the definition uses. */
export function needsUserInfo(
  idToken: Claims,
  definition: ClaimUse & { readonly userInfo: string },
): boolean {
  if (definition.userInfo !== 'when-needed') return definition.userInfo !== 'never'
  const { email = 'email', name = 'name', username = 'preferred_username' } = definition.claims
  const paths = [email, name, username, ...listUsedPaths(definition)]
  return paths.some((path) => readClaimPath(idToken, path) === undefined)
}

const SEPARATOR = '/'

/**
 * The subject that an account is stored under: the claim `sub`, or several claims joined by a slash where `sub` alone
 * is not unique. Only the last part may contain the separator, so two users never have the same subject.
 * @param label begins the detail of an error, such as "the ID Token"
 * @throws PortcullisError identity_rejected
 */
export function readAccountSubject(
  claims: Claims,
  subjectClaims: readonly string[],
  label: MessageValue,
): string {
  const parts = subjectClaims.map((name, index) => {
    const value = readClaim(claims, name)
    const isLast = index === subjectClaims.length - 1
    const problem = partProblem(name, value, isLast)
    if (problem !== null) throw providerError('identity_rejected', label, problem)
    return String(value)
  })
  return parts.join(SEPARATOR)
}

function partProblem(name: string, value: unknown, isLast: boolean): ProviderProblem | null {
  if (value === undefined)
    return toProblem(
      message('detail.claim.needed', { claim: name }),
      providerCause('subject_claim_missing', { claim: name }),
    )
  const problem = subjectProblem(value, name)
  if (problem !== null) return toProblem(problem, providerCause('claim_malformed'))
  const hasSeparator = !isLast && typeof value === 'string' && value.includes(SEPARATOR)
  return hasSeparator
    ? toProblem(message('detail.claim.slash', { claim: name }), providerCause('claim_malformed'))
    : null
}

/**
 * The ID of the provider's session (`sid`, Back-Channel Logout 1.0 §2.1), as it is stored; null for an unusable value.
 * For a multi-tenant provider it contains the issuer, because every tenant is an issuer and a `sid` is unique per
 * issuer.
 */
export function toProviderSid(
  sid: unknown,
  issuer: string,
  { issuerTemplate }: Pick<IssuerRules, 'issuerTemplate'>,
): string | null {
  if (!isValidSid(sid)) return null
  return issuerTemplate === null ? sid : `${issuer} ${sid}`
}

/** The `sid` of a verified token, as a field of an identity. */
export function readProviderSid(
  claims: Claims,
  issuer: string,
  rules: Pick<IssuerRules, 'issuerTemplate'>,
): { readonly sid?: string } {
  const sid = toProviderSid(readClaim(claims, 'sid'), issuer, rules)
  return sid === null ? {} : { sid }
}

const MAX_FORM_USER_LENGTH = 2000

const namePartSchema = z.unknown()
const FormUserSchema = z.object({ name: z.object({ firstName: namePartSchema, lastName: namePartSchema }) })

/**
 * Adds the name from the form field `user`, which Apple sends beside the code at the first sign-in of a user and never
 * again. It is not signed, so it only fills in names that the tokens lack. Invalid values are ignored.
 */
export function withNameFromForm(identity: Identity, callback: URLSearchParams): Identity {
  const user = FormUserSchema.safeParse(parseFormUser(callback.get('user')))
  if (!user.success) return identity
  const givenName = identity.givenName ?? displayText(user.data.name.firstName)
  const familyName = identity.familyName ?? displayText(user.data.name.lastName)
  const fullName = displayText([givenName, familyName].filter(Boolean).join(' '))
  return { ...identity, givenName, familyName, name: identity.name ?? fullName }
}

function parseFormUser(text: string | null): unknown {
  return text === null || text.length > MAX_FORM_USER_LENGTH ? null : parseJson(text)
}
