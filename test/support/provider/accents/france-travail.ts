import type { Op } from '../../../../src/testing/provider/op.js'

/** How the provider writes its issuer, which is not how its address is written: it adds the port. */
export function spelled(issuer: string): string {
  return `${issuer}:443`
}

/**
 * Speaks as France Travail Connect does: a realm in every query, credentials in the body, `client_id`, `scope` and `iss` on
 * the way back, `nonce` in the token response, whose access token lives for a minute, and an issuer of another spelling.
 * https://francetravail.io/produits-partages/documentation/utilisation-api-france-travail/authorization-code-flow
 */
export function speakFranceTravail(op: Op, realm: '/individu' | '/employeur'): void {
  op.clientAuthentication = 'client_secret_post'
  op.requiredQuery = { realm }
  op.accessTokenLifetime = 59
  op.misbehave({
    callback: (params) => {
      params.set('client_id', op.clientId)
      params.set('iss', spelled(op.issuer))
      params.set('scope', op.lastAuthorization.get('scope') ?? '')
      return params
    },
    tokenResponse: (response) => ({ ...response, nonce: op.lastAuthorization.get('nonce') }),
    idTokenClaims: (claims) => ({ ...claims, iss: spelled(op.issuer) }),
    discoveryDocument: (document) => ({
      ...document,
      issuer: spelled(op.issuer),
      authorization_response_iss_parameter_supported: false,
      response_modes_supported: undefined,
      token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
    }),
  })
}

/** Somebody who looks for work, as UserInfo tells of them. */
export const CLAIRE = {
  sub: '094b83ac-2e20-4aa8-b438-0bc91748e4a6',
  gender: 'female',
  given_name: 'Claire',
  family_name: 'DUPONT',
  email: 'claire.dupont@example.test',
  updated_at: 0,
}

/** Somebody who recruits, for a company that was checked. */
export const RENE = {
  sub: '5f0b8f3c-6f0f-4d6b-9f0e-2a3c1d4e5f60',
  gender: 'male',
  given_name: 'René',
  family_name: 'MARTIN',
  email: 'rene@entreprise.test',
  email_verified: 'true',
  habilitation: 'recruteurcertifie',
}
