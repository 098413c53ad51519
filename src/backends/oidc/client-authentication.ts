import { message } from '../../locales/messages.js'
import { SignJWT } from 'jose'
import { createPrivateKey, randomUUID } from 'node:crypto'
import * as openid from 'openid-client'
import { type ProviderCause, providerCause } from '../../provider-causes.js'
import { allowedAlgorithms, type ClientKey } from '../definition/client-key.js'
import type { OidcDefinition } from '../definition/definition.js'
import { quoteForLog } from '../protocol/provider-errors.js'
import { clientSecretBasic } from '../protocol/token-endpoint.js'
import { metadataError, type ProviderMetadata } from './metadata.js'

/** In seconds: an assertion is needed for one request only. */
const ASSERTION_TTL_S = 60
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** How the client authenticates: as configured, even if the metadata do not list it; else as the metadata say. */
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

/** If the metadata list no methods, `client_secret_basic` is the default (Discovery §3). */
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
      message('detail.metadata.noSecretMethod', { methods: quoteForLog(listing) }),
      methodCause(listed),
    )
  }
  return openid.ClientSecretPost(secret)
}

/** The cause of methods of which none uses a client secret as it is. */
function methodCause(listed: readonly string[]): ProviderCause {
  const has = (pattern: RegExp) => listed.some((method) => pattern.test(method))
  if (has(/^private_key_jwt$/)) return providerCause('no_secret_method')
  if (has(/^client_secret_jwt$/)) return providerCause('secret_jwt_only')
  return providerCause(has(/tls_client_auth$/) ? 'client_certificate_only' : 'no_secret_method')
}

/**
 * `private_key_jwt` (RFC 7523 §3): every request gets a new assertion with its own ID, for the audience of the issuer
 * only. With `client_secret_post`, the client secret itself is such a JWT, issued by a team, as Apple requires.
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
    throw metadataError(
      message('detail.metadata.keyAlgorithms', { algorithms: supported.join(', ') }),
      providerCause('client_key_algorithm'),
    )
  return (claims) => {
    const issuedAt = Math.floor(clock().getTime() / 1000)
    return new SignJWT({ ...claims, iat: issuedAt, exp: issuedAt + ASSERTION_TTL_S })
      .setProtectedHeader({ alg, ...(keyId === null ? {} : { kid: keyId }) })
      .sign(key)
  }
}
