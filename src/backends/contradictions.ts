import { reportKeyContradictions } from './client-key.js'
import { faultInEndpoint } from './endpoint.js'
import { faultInIssuer } from './issuer.js'
import { reportQuirkContradictions } from './quirk-contradictions.js'

type Fields = Readonly<Record<string, unknown>>
type Report = (field: string | null, problem: string) => void

const ENDPOINTS = [
  'authorizationEndpoint',
  'tokenEndpoint',
  'userEndpoint',
  'emailsEndpoint',
  'revocationEndpoint',
]

/** Reports what concerns several fields at once, or depends on the surroundings; whatever their types are. */
export function reportContradictions(fields: Fields, allowInsecure: boolean, report: Report): void {
  const proof = fields['clientSecret'] ?? fields['clientKey'] ?? null
  if (proof === null && !['none', 'private_key_jwt'].includes(String(fields['clientAuthentication']))) {
    const instead = fields['kind'] === 'oauth2' ? '' : ', or prove it by a "clientKey"'
    report(
      'clientSecret',
      `is missing; add it, or set clientAuthentication to "none" for a public client${instead}`,
    )
  }
  if (fields['linkByVerifiedEmail'] === true && fields['trustEmail'] !== true) {
    report(
      'linkByVerifiedEmail',
      'needs "trustEmail": true; add that if the provider verifies addresses, or remove this',
    )
  }
  // Without a secret and without PKCE, whoever sees a code could redeem it.
  if (fields['clientAuthentication'] === 'none' && fields['pkce'] === false) {
    report('pkce', 'may not be off for a public client; remove it, or add a client secret')
  }
  if (fields['kind'] === 'oauth2') reportOfOAuth2(fields, allowInsecure, report)
  else reportOfOidc(fields, allowInsecure, report)
}

function reportOfOidc(fields: Fields, allowInsecure: boolean, report: Report): void {
  const issuer = typeof fields['issuer'] === 'string' ? faultInIssuer(fields['issuer'], allowInsecure) : null
  if (issuer !== null) report('issuer', issuer)
  if (fields['nameInForm'] === true && fields['responseMode'] !== 'form_post') {
    report('nameInForm', 'needs "responseMode": "form_post"; add that, or remove this')
  }
  const params = fields['authorizationParams']
  if (fields['silent'] === true && typeof params === 'object' && params !== null && 'prompt' in params) {
    report(
      'silent',
      'asks with "prompt=none", and authorizationParams has another "prompt"; remove one of them',
    )
  }
  reportKeyContradictions(fields, report)
  const introspects = fields['introspection'] === true
  if (introspects && fields['clientAuthentication'] === 'none') {
    report('introspection', 'needs a client secret, and a public client has none; remove it')
  }
  const trades = introspects || (fields['audience'] ?? null) !== null
  if (!trades && Object.hasOwn(fields, 'requiredScope')) {
    report(
      'requiredScope',
      'is about the trade of access tokens; add "audience" or "introspection", or remove it',
    )
  }
  reportOfEndpoint('revocationEndpoint', fields, allowInsecure, report)
  reportQuirkContradictions(fields, allowInsecure, report)
}

function reportOfEndpoint(name: string, fields: Fields, allowInsecure: boolean, report: Report): void {
  const endpoint = fields[name]
  const fault = typeof endpoint === 'string' ? faultInEndpoint(endpoint, allowInsecure) : null
  if (fault !== null) report(name, fault)
}

function reportOfOAuth2(fields: Fields, allowInsecure: boolean, report: Report): void {
  for (const name of ENDPOINTS) reportOfEndpoint(name, fields, allowInsecure, report)
  if ((fields['userProof'] ?? null) !== null && fields['clientAuthentication'] === 'none') {
    report('userProof', 'needs a client secret, and a public client has none; remove it')
  }
  reportOfVerification(fields, report)
  reportOfRevocation(fields, report)
}

/** Who believes that addresses are verified must be told so by somebody. */
function reportOfVerification(fields: Fields, report: Report): void {
  const [word, list] = [fields['emailVerified'] ?? null, fields['emailsEndpoint'] ?? null]
  if (word !== null && list !== null)
    report('emailVerified', 'says nothing beside "emailsEndpoint", whose list tells it; remove one of them')
  if (word !== null || list !== null) return
  const remedy = 'add "emailVerified" or "emailsEndpoint", or remove this'
  if (fields['trustEmail'] === true)
    report('trustEmail', `has nothing to trust, since no word says that an address is verified; ${remedy}`)
  if (Array.isArray(fields['allowedDomains']) && fields['allowedDomains'].length > 0)
    report('allowedDomains', `lets nobody in, since no word says that an address is verified; ${remedy}`)
}

function reportOfRevocation(fields: Fields, report: Report): void {
  const { revocation, revocationEndpoint, clientAuthentication } = fields
  if (revocation === undefined) return
  if ((revocationEndpoint ?? null) === null)
    report(
      'revocation',
      'says how tokens are revoked, and "revocationEndpoint" is missing; add it, or remove this',
    )
  if (revocation === 'delete_as_client' && clientAuthentication === 'none')
    report('revocation', 'needs a client secret, and a public client has none; remove it')
}
