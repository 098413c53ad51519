import { checkClientKey } from './client-key.js'
import type { DefinitionFunctions } from './code.js'
import { FIELDS_BY_KIND } from './fields.js'
import { SYMMETRIC_ALGORITHMS } from './oidc.js'
import { checkQuirks } from './quirk-rules.js'
import type { AddIssue, RawDefinition } from './shared-fields.js'
import { endpointProblem, issuerProblem } from './validators.js'

/**
 * Checks the rules that concern several fields at once, or depend on the site. The fields are raw: a field of the wrong
 * type is reported by its schema, and passed over here.
 */
export function checkDefinition(
  fields: RawDefinition,
  functions: DefinitionFunctions,
  allowInsecure: boolean,
  addIssue: AddIssue,
): void {
  checkLinking(fields, addIssue)
  // A function has no endpoints, and no client.
  if (fields['kind'] === 'redirect' || fields['kind'] === 'request') return
  const clientCredential = fields['clientSecret'] ?? fields['clientKey'] ?? null
  if (
    clientCredential === null &&
    !['none', 'private_key_jwt'].includes(String(fields['clientAuthentication']))
  ) {
    const instead = fields['kind'] === 'oauth2' ? '' : ', or add a "clientKey"'
    addIssue(
      'clientSecret',
      `is missing; add it, or set clientAuthentication to "none" for a public client${instead}`,
    )
  }
  // Without a secret and without PKCE, anyone who sees a code could redeem it.
  if (fields['clientAuthentication'] === 'none' && fields['pkce'] === false) {
    addIssue('pkce', 'must not be off for a public client; remove it, or add a client secret')
  }
  checkEndpoints(fields, allowInsecure, addIssue)
  checkLoginParams(fields, addIssue)
  if (fields['kind'] === 'oauth2') checkOAuth2(fields, functions, addIssue)
  else checkOidc(fields, allowInsecure, addIssue)
}

function checkLinking(fields: RawDefinition, addIssue: AddIssue): void {
  if (fields['linkByVerifiedEmail'] === true && fields['trustEmail'] !== true) {
    addIssue(
      'linkByVerifiedEmail',
      'needs "trustEmail": true; add it if the provider verifies email addresses, or remove this field',
    )
  }
}

function checkOidc(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const problem = typeof fields['issuer'] === 'string' ? issuerProblem(fields['issuer'], allowInsecure) : null
  if (problem !== null) addIssue('issuer', problem)
  if (fields['userInFormPost'] === true && fields['responseMode'] !== 'form_post') {
    addIssue('userInFormPost', 'needs "responseMode": "form_post"; add it, or remove this field')
  }
  const params = fields['authorizationParams']
  if (
    fields['silentSignIn'] === true &&
    typeof params === 'object' &&
    params !== null &&
    'prompt' in params
  ) {
    addIssue(
      'silentSignIn',
      'sends "prompt=none", but "authorizationParams" has another "prompt"; remove one of them',
    )
  }
  checkClientKey(fields, addIssue)
  checkTokens(fields, addIssue)
  const introspects = fields['introspection'] === true
  if (introspects && fields['clientAuthentication'] === 'none') {
    addIssue('introspection', 'needs a client secret, which a public client does not have; remove it')
  }
  const exchangesTokens = introspects || (fields['audience'] ?? null) !== null
  for (const name of exchangesTokens ? [] : ['requiredScope', 'tokenClients']) {
    if (!Object.hasOwn(fields, name)) continue
    addIssue(
      name,
      'has an effect only on the exchange of access tokens; add "audience" or "introspection", or remove it',
    )
  }
  checkQuirks(fields, allowInsecure, addIssue)
}

const MIN_SECRET_BYTES = 32

/** Checks the fields about ID Tokens and UserInfo. */
function checkTokens(fields: RawDefinition, addIssue: AddIssue): void {
  const { idTokenAlgorithm, clientSecret, userInfo } = fields
  const isSymmetric = SYMMETRIC_ALGORITHMS.some((algorithm) => algorithm === idTokenAlgorithm)
  const secretBytes = typeof clientSecret === 'string' ? Buffer.byteLength(clientSecret) : 0
  // RFC 7518 §3.2 requires a key as long as the hash; providers have shorter secrets, and 32 bytes cannot be guessed.
  if (isSymmetric && secretBytes < MIN_SECRET_BYTES)
    addIssue(
      'idTokenAlgorithm',
      `needs a client secret of ${MIN_SECRET_BYTES} bytes or more, because the secret is its key; use a longer secret, or another algorithm`,
    )
  for (const name of ['userInfoMethod', 'userInfoEndpoint'])
    if (userInfo === 'never' && (fields[name] ?? null) !== null)
      addIssue(name, 'has no effect with "userInfo": "never"; remove one of them')
}

/** A parameter of the link must not replace one that the administrator has fixed. */
function checkLoginParams({ loginParams, authorizationParams }: RawDefinition, addIssue: AddIssue): void {
  if (!Array.isArray(loginParams) || typeof authorizationParams !== 'object' || authorizationParams === null)
    return
  const names: readonly unknown[] = loginParams
  const fixed = names.find((name) => typeof name === 'string' && Object.hasOwn(authorizationParams, name))
  if (fixed !== undefined)
    addIssue(
      'loginParams',
      `has ${JSON.stringify(fixed)}, which "authorizationParams" sets; remove one of them`,
    )
}

function checkEndpoints(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const knownFields = FIELDS_BY_KIND[fields['kind'] === 'oauth2' ? 'oauth2' : 'oidc']
  for (const [name, { isEndpoint }] of knownFields) {
    const endpoint = isEndpoint ? fields[name] : null
    const problem = typeof endpoint === 'string' ? endpointProblem(endpoint, allowInsecure) : null
    if (problem !== null) addIssue(name, problem)
  }
}

function checkOAuth2(fields: RawDefinition, functions: DefinitionFunctions, addIssue: AddIssue): void {
  if ((fields['appSecretProof'] ?? null) !== null && fields['clientAuthentication'] === 'none') {
    addIssue('appSecretProof', 'needs a client secret, which a public client does not have; remove it')
  }
  if (isPlainObject(fields['emailList']) && (fields['emailsEndpoint'] ?? null) === null)
    addIssue('emailList', 'has no effect without "emailsEndpoint"; add it, or remove this field')
  const { tokenInQuery, tokenAuthorization } = fields
  if ((tokenInQuery ?? null) !== null && tokenAuthorization !== undefined)
    addIssue(
      'tokenAuthorization',
      'has no effect with "tokenInQuery", which replaces the header; remove one of them',
    )
  // A function says with each identity whether its address is verified.
  if (functions.profile === undefined) checkVerification(fields, addIssue)
  checkRevocation(fields, addIssue)
}

/**
 * Trusted and allowed email addresses must be verified ones, so the definition must say where the provider tells that.
 */
function checkVerification(fields: RawDefinition, addIssue: AddIssue): void {
  const [emailVerified, emailsEndpoint] = [fields['emailVerified'] ?? null, fields['emailsEndpoint'] ?? null]
  if (emailVerified !== null && emailsEndpoint !== null)
    addIssue(
      'emailVerified',
      'has no effect beside "emailsEndpoint", whose list says which addresses are verified; remove one of them',
    )
  if (emailVerified !== null || emailsEndpoint !== null) return
  const remedy = 'add "emailVerified" or "emailsEndpoint", or remove this field'
  if (fields['trustEmail'] === true)
    addIssue('trustEmail', `has no effect, because no field says which addresses are verified; ${remedy}`)
  if (Array.isArray(fields['allowedDomains']) && fields['allowedDomains'].length > 0)
    addIssue(
      'allowedDomains',
      `rejects every user, because no field says which addresses are verified; ${remedy}`,
    )
}

function checkRevocation(fields: RawDefinition, addIssue: AddIssue): void {
  const { revocation, revocationEndpoint, clientAuthentication } = fields
  if (revocation === undefined) return
  if ((revocationEndpoint ?? null) === null)
    addIssue(
      'revocation',
      'has no effect, because "revocationEndpoint" is missing; add it, or remove this field',
    )
  if (revocation === 'delete_as_client' && clientAuthentication === 'none')
    addIssue('revocation', 'needs a client secret, which a public client does not have; remove it')
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
