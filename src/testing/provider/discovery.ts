import type { Claims } from './faults.js'
import type { Op } from './op.js'
import { json } from './reply.js'
import type { Reply } from './reply.js'

function honestMetadata(op: Op): Claims {
  return {
    issuer: op.issuer,
    authorization_endpoint: `${op.address}/authorize`,
    token_endpoint: `${op.address}/token`,
    userinfo_endpoint: `${op.address}/userinfo`,
    jwks_uri: `${op.address}${op.jwksPath}`,
    revocation_endpoint: `${op.address}/revoke`,
    introspection_endpoint: `${op.address}/introspect`,
    end_session_endpoint: `${op.address}/end_session`,
    pushed_authorization_request_endpoint: `${op.address}/par`,
    require_pushed_authorization_requests: op.requiresPar,
    scopes_supported: ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'],
    response_types_supported: ['code'],
    response_modes_supported: ['query', 'form_post'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    token_endpoint_auth_methods_supported: [op.clientAuthentication],
    token_endpoint_auth_signing_alg_values_supported: ['RS256', 'PS256', 'ES256', 'EdDSA', 'Ed25519'],
    code_challenge_methods_supported: ['S256'],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  }
}

/** The metadata as it is published, faults included. */
export function metadata(op: Op): Claims {
  return op.says('discoveryDocument', honestMetadata(op))
}

/** Serves the metadata. */
export function discovery(op: Op): Promise<Reply> {
  return Promise.resolve(json(200, metadata(op)))
}
