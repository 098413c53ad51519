import { createPrivateKey, randomUUID } from 'node:crypto'
import { SignJWT } from 'jose'
import * as openid from 'openid-client'
import { PortcullisError } from '../../errors.js'
import { algorithmsOf, type ClientKey } from '../client-key.js'
import type { OidcDefinition } from '../definition.js'
import { quoted } from '../protocol/quoted.js'
import { clientSecretBasic } from '../protocol/client-secret-basic.js'
import type { Metadata } from './metadata.js'

/** In seconds: nobody needs them for longer than the request in which they are. */
const ASSERTION_LIFETIME = 60
const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

function misconfigured(detail: string): PortcullisError {
  return new PortcullisError('provider_misconfigured', { detail })
}

/** How the client proves who it is: as configured, even against the metadata; else as these want it. */
export function clientAuthentication(
  definition: OidcDefinition,
  metadata: Metadata,
  now: () => Date,
): openid.ClientAuth {
  const { clientKey, clientSecret, clientAuthentication: configured } = definition
  if (configured === 'none') return openid.None()
  if (clientKey !== null) return withKey({ ...definition, clientKey }, metadata, now)
  return clientSecret === null ? openid.None() : withSecret(clientSecret, configured, metadata)
}

/** Silence of the metadata means "basic" (Discovery §3). */
function withSecret(
  secret: string,
  configured: OidcDefinition['clientAuthentication'],
  { token_endpoint_auth_methods_supported: listed }: Metadata,
): openid.ClientAuth {
  const usual = listed === undefined || listed.includes('client_secret_basic') ? 'basic' : 'post'
  if (configured === 'client_secret_basic' || (configured === null && usual === 'basic'))
    return clientSecretBasic(secret)
  if (configured === null && listed?.includes('client_secret_post') === false) {
    const listing = listed.join(', ') || 'nothing'
    throw misconfigured(
      `the metadata: no way to send a client secret is listed, only ${quoted(listing)}; say with "clientAuthentication" which is right`,
    )
  }
  return openid.ClientSecretPost(secret)
}

/**
 * `private_key_jwt` (RFC 7523 §3): an assertion made for each request, for the issuer and nobody else, with an id of its
 * own. Or the client secret itself is such a JWT, signed in the name of a team, as Apple has it.
 */
function withKey(
  definition: OidcDefinition & { readonly clientKey: ClientKey },
  metadata: Metadata,
  now: () => Date,
): openid.ClientAuth {
  const { clientId, clientKey, clientAuthentication: configured } = definition
  const sign = signer(clientKey, metadata, now)
  const signsSecret = configured === 'client_secret_post'
  // eslint-disable-next-line @typescript-eslint/no-misused-promises -- the library waits for it, whatever its type says
  return async (server, _client, body) => {
    body.set('client_id', clientId)
    const issuer = signsSecret ? (clientKey.teamId ?? clientId) : clientId
    const signed = await sign({ iss: issuer, sub: clientId, aud: server.issuer, jti: randomUUID() })
    if (signsSecret) body.set('client_secret', signed)
    else {
      body.set('client_assertion', signed)
      body.set('client_assertion_type', ASSERTION_TYPE)
    }
  }
}

function signer(
  { pem, keyId }: ClientKey,
  { token_endpoint_auth_signing_alg_values_supported: listed }: Metadata,
  now: () => Date,
): (claims: Readonly<Record<string, string>>) => Promise<string> {
  const key = createPrivateKey(pem)
  const able = algorithmsOf(key)
  const alg = able.find((each) => listed?.includes(each) ?? true)
  if (alg === undefined)
    throw misconfigured(`the metadata: none of what our key signs with (${able.join(', ')}) is listed`)
  return (claims) => {
    const at = Math.floor(now().getTime() / 1000)
    return new SignJWT({ ...claims, iat: at, exp: at + ASSERTION_LIFETIME })
      .setProtectedHeader({ alg, ...(keyId === null ? {} : { kid: keyId }) })
      .sign(key)
  }
}
