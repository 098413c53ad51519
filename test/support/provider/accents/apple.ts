import type { Op } from '../../../../src/testing/provider/op.js'

/** A key as Apple gives one out, and what goes with it. */
export const TEAM = 'TEAM456789'

/** Whoever signs in with Apple and shares the address. */
export const JANE = {
  sub: '000456.0123456789abcdef0123456789abcdef.1234',
  email: 'jane@example.test',
  email_verified: 'true',
}

/** Whoever hides it. */
export const HIDDEN = {
  sub: '000456.fedcba9876543210fedcba9876543210.1234',
  email: 'dpdcnf87nu@privaterelay.example.test',
  email_verified: 'true',
  is_private_email: 'true',
}

/**
 * Speaks as Sign in with Apple does: a signed client secret, no UserInfo, claims in the ID Token only, no `iss` on the way
 * back, and the name beside the code the first time, in a form field that nobody has signed.
 */
export function speakApple(op: Op, nameOnce: { firstName: unknown; lastName: unknown } | null): void {
  op.clientAuthentication = 'client_secret_post'
  op.secretSignedFor = TEAM
  op.claimsInIdToken = true
  op.misbehave({
    idTokenClaims: (claims) => ({
      ...claims,
      nonce_supported: true,
      is_private_email: claims['is_private_email'],
    }),
    tokenResponse: (response) => ({ ...response, scope: undefined }),
    callback: (params) => {
      if (nameOnce !== null && params.has('code'))
        params.set('user', JSON.stringify({ name: nameOnce, email: 'unsigned@attacker.test' }))
      return params
    },
    discoveryDocument: (document) => ({
      ...document,
      userinfo_endpoint: undefined,
      end_session_endpoint: undefined,
      introspection_endpoint: undefined,
      authorization_response_iss_parameter_supported: undefined,
      response_modes_supported: ['query', 'fragment', 'form_post'],
      scopes_supported: ['openid', 'email', 'name'],
      subject_types_supported: ['pairwise'],
      token_endpoint_auth_methods_supported: ['client_secret_post'],
      token_endpoint_auth_signing_alg_values_supported: undefined,
    }),
  })
}
