import { SignJWT } from 'jose'
import { createPrivateKey, randomUUID } from 'node:crypto'
import * as openid from 'openid-client'
import { allowedAlgorithms, type ClientKey } from '../definition/client-key.js'
import type { OidcDefinition } from '../definition/definition.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import { clientSecretBasic } from '../protocol/token-endpoint.js'
import { metadataError, type ProviderMetadata } from './metadata.js'

/** In seconds: nobody needs them for longer than the request in which they are. */
const ASSERTION_TTL_S = 60
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** How the client proves who it is: as configured, even against the metadata; else as these want it. */
export function clientAuthentication(
  definition: OidcDefinition,
  metadata: ProviderMetadata,
  clock: () => Date,
): openid.ClientAuth {
  const { clientKey, clientSecret, clientAuthentication: configured } = definition
  if (configured === 'none') return openid.None()
  if (clientKey !== null) return keyAuth({ ...definition, clientKey }, metadata, clock)
  return clientSecret === null ? openid.None() : secretAuth(clientSecret, configured, metadata)
}

/** Silence of the metadata means "basic" (Discovery §3). */
function secretAuth(
  secret: string,
  configured: OidcDefinition['clientAuthentication'],
  { token_endpoint_auth_methods_supported: listed }: ProviderMetadata,
): openid.ClientAuth {
  const defaultMethod = listed === undefined || listed.includes('client_secret_basic') ? 'basic' : 'post'
  if (configured === 'client_secret_basic' || (configured === null && defaultMethod === 'basic'))
    return clientSecretBasic(secret)
  if (configured === null && listed?.includes('client_secret_post') === false) {
    const listing = listed.join(', ') || 'nothing'
    throw metadataError(
      `no way to send a client secret is listed, only ${quoteForLog(listing)}; say with "clientAuthentication" which is right`,
    )
  }
  return openid.ClientSecretPost(secret)
}

/**
 * `private_key_jwt` (RFC 7523 §3): an assertion made for each request, for the issuer and nobody else, with an id of its
 * own. Or the client secret itself is such a JWT, signed in the name of a team, as Apple has it.
 */
function keyAuth(
  definition: OidcDefinition & { readonly clientKey: ClientKey },
  metadata: ProviderMetadata,
  clock: () => Date,
): openid.ClientAuth {
  const { clientId, clientKey, clientAuthentication: configured } = definition
  const sign = createSigner(clientKey, metadata, clock)
  const isSecretSigned = configured === 'client_secret_post'
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the library waits for it, whatever its type says
  return async (server, _client, body) => {
    body.set('client_id', clientId)
    const issuer = isSecretSigned ? (clientKey.teamId ?? clientId) : clientId
    const assertion = await sign({ iss: issuer, sub: clientId, aud: server.issuer, jti: randomUUID() })
    if (isSecretSigned) body.set('client_secret', assertion)
    else {
      body.set('client_assertion', assertion)
      body.set('client_assertion_type', ASSERTION_TYPE)
    }
  }
}

function createSigner(
  { pem, keyId }: ClientKey,
  { token_endpoint_auth_signing_alg_values_supported: listed }: ProviderMetadata,
  clock: () => Date,
): (claims: Readonly<Record<string, string>>) => Promise<string> {
  const key = createPrivateKey(pem)
  const supported = allowedAlgorithms(key)
  const alg = supported.find((each) => listed?.includes(each) ?? true)
  if (alg === undefined)
    throw metadataError(`none of what our key signs with (${supported.join(', ')}) is listed`)
  return (claims) => {
    const issuedAt = Math.floor(clock().getTime() / 1000)
    return new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + ASSERTION_TTL_S })
      .setProtectedHeader({ alg, ...(keyId === null ? {} : { kid: keyId }) })
      .sign(key)
  }
}
