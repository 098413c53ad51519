import type { Op } from '../op.js'

/**
 * Speaks as France Travail Connect does: a realm in every query, credentials in the body, `client_id` and `scope` on the
 * way back, and `nonce` in the token response, whose access token lives for a minute.
 */
export function speakFranceTravail(op: Op, realm: '/individu' | '/employeur'): void {
  op.clientAuthentication = 'client_secret_post'
  op.requiredQuery = { realm }
  op.accessTokenLifetime = 59
  op.misbehave({
    callback: (params) => {
      params.set('client_id', op.clientId)
      params.set('scope', op.lastAuthorization.get('scope') ?? '')
      return params
    },
    tokenResponse: (response) => ({ ...response, nonce: op.lastAuthorization.get('nonce') }),
    discoveryDocument: (document) => ({
      ...document,
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
