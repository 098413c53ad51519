import { checkClientKey } from './client-key.js'
import type { DefinitionFunctions } from './code.js'
import { FIELDS_BY_KIND } from './fields.js'
import { SYMMETRIC_ALGORITHMS } from './oidc.js'
import { type AddIssue, problem } from './problem.js'
import { checkQuirks } from './quirk-rules.js'
import type { RawDefinition } from './shared-fields.js'
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
    addIssue(
      'clientSecret',
      fields['kind'] === 'oauth2'
        ? problem('fieldProblem.secretMissing')
        : problem('fieldProblem.secretOrKeyMissing'),
    )
  }
  // Without a secret and without PKCE, anyone who sees a code could redeem it.
  if (fields['clientAuthentication'] === 'none' && fields['pkce'] === false) {
    addIssue('pkce', problem('fieldProblem.publicPkce'))
  }
  checkEndpoints(fields, allowInsecure, addIssue)
  checkLoginParams(fields, addIssue)
  if (fields['kind'] === 'oauth2') checkOAuth2(fields, functions, addIssue)
  else checkOidc(fields, allowInsecure, addIssue)
}

function checkLinking(fields: RawDefinition, addIssue: AddIssue): void {
  if (fields['linkByVerifiedEmail'] === true && fields['trustEmail'] !== true) {
    addIssue('linkByVerifiedEmail', problem('fieldProblem.needsTrust'))
  }
}

function checkOidc(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const issuer = typeof fields['issuer'] === 'string' ? issuerProblem(fields['issuer'], allowInsecure) : null
  if (issuer !== null) addIssue('issuer', issuer)
  if (fields['userInFormPost'] === true && fields['responseMode'] !== 'form_post') {
    addIssue('userInFormPost', problem('fieldProblem.formPost'))
  }
  const params = fields['authorizationParams']
  if (
    fields['silentSignIn'] === true &&
    typeof params === 'object' &&
    params !== null &&
    'prompt' in params
  ) {
    addIssue('silentSignIn', problem('fieldProblem.promptTwice'))
  }
  checkClientKey(fields, addIssue)
  checkTokens(fields, addIssue)
  const introspects = fields['introspection'] === true
  if (introspects && fields['clientAuthentication'] === 'none') {
    addIssue('introspection', problem('fieldProblem.needsSecret'))
  }
  const exchangesTokens = introspects || (fields['audience'] ?? null) !== null
  for (const name of exchangesTokens ? [] : ['requiredScope', 'tokenClients']) {
    if (!Object.hasOwn(fields, name)) continue
    addIssue(name, problem('fieldProblem.onlyForExchange'))
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
    addIssue('idTokenAlgorithm', problem('fieldProblem.secretShort', { bytes: MIN_SECRET_BYTES }))
  for (const name of ['userInfoMethod', 'userInfoEndpoint'])
    if (userInfo === 'never' && (fields[name] ?? null) !== null)
      addIssue(name, problem('fieldProblem.noUserInfo'))
}

/** A parameter of the link must not replace one that the administrator has fixed. */
function checkLoginParams({ loginParams, authorizationParams }: RawDefinition, addIssue: AddIssue): void {
  if (!Array.isArray(loginParams) || typeof authorizationParams !== 'object' || authorizationParams === null)
    return
  const names: readonly unknown[] = loginParams
  const fixed = names.find((name) => typeof name === 'string' && Object.hasOwn(authorizationParams, name))
  if (fixed !== undefined)
    addIssue('loginParams', problem('fieldProblem.fixedParameter', { parameter: JSON.stringify(fixed) }))
}

function checkEndpoints(fields: RawDefinition, allowInsecure: boolean, addIssue: AddIssue): void {
  const knownFields = FIELDS_BY_KIND[fields['kind'] === 'oauth2' ? 'oauth2' : 'oidc']
  for (const [name, { isEndpoint }] of knownFields) {
    const endpoint = isEndpoint ? fields[name] : null
    const found = typeof endpoint === 'string' ? endpointProblem(endpoint, allowInsecure) : null
    if (found !== null) addIssue(name, found)
  }
}

function checkOAuth2(fields: RawDefinition, functions: DefinitionFunctions, addIssue: AddIssue): void {
  if ((fields['appSecretProof'] ?? null) !== null && fields['clientAuthentication'] === 'none') {
    addIssue('appSecretProof', problem('fieldProblem.needsSecret'))
  }
  if (isPlainObject(fields['emailList']) && (fields['emailsEndpoint'] ?? null) === null)
    addIssue('emailList', problem('fieldProblem.needsEmailsEndpoint'))
  const { tokenInQuery, tokenAuthorization } = fields
  if ((tokenInQuery ?? null) !== null && tokenAuthorization !== undefined)
    addIssue('tokenAuthorization', problem('fieldProblem.replacedHeader'))
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
    addIssue('emailVerified', problem('fieldProblem.besideEmailsEndpoint'))
  if (emailVerified !== null || emailsEndpoint !== null) return
  if (fields['trustEmail'] === true) addIssue('trustEmail', problem('fieldProblem.trustWithoutVerification'))
  if (Array.isArray(fields['allowedDomains']) && fields['allowedDomains'].length > 0)
    addIssue('allowedDomains', problem('fieldProblem.domainsWithoutVerification'))
}

function checkRevocation(fields: RawDefinition, addIssue: AddIssue): void {
  const { revocation, revocationEndpoint, clientAuthentication } = fields
  if (revocation === undefined) return
  if ((revocationEndpoint ?? null) === null)
    addIssue('revocation', problem('fieldProblem.revocationWithoutEndpoint'))
  if (revocation === 'delete_as_client' && clientAuthentication === 'none')
    addIssue('revocation', problem('fieldProblem.needsSecret'))
}

function isPlainObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null
}
