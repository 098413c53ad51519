import { createLocalJWKSet, jwtVerify } from 'jose'
import type { ClientAuthentication, Op } from './op.js'
import { json } from './reply.js'
import type { ProviderRequest, Reply } from './reply.js'

/** How the client of a request authenticates. */
export function formOf(request: ProviderRequest): ClientAuthentication | 'several' {
  const forms: ClientAuthentication[] = []
  if (request.headers.authorization !== undefined) forms.push('client_secret_basic')
  if (request.form.has('client_secret')) forms.push('client_secret_post')
  if (request.form.has('client_assertion')) forms.push('private_key_jwt')
  return forms.length > 1 ? 'several' : (forms[0] ?? 'none')
}

function decoded(part: string | undefined): string {
  // RFC 6749 §2.3.1: both parts are form-encoded before they are joined by a colon.
  return new URLSearchParams(`value=${part ?? ''}`).get('value') ?? ''
}

/** Whether the header has the credentials of the client. */
export function hasBasicCredentials(op: Op, header: string): boolean {
  const [, encoded] = /^basic +(.+)$/i.exec(header) ?? []
  const [id, secret] = Buffer.from(encoded ?? '', 'base64')
    .toString()
    .split(':')
  return decoded(id) === op.clientId && decoded(secret) === op.clientSecret
}

async function hasValidAssertion(op: Op, form: URLSearchParams): Promise<boolean> {
  if (form.get('client_assertion_type') !== 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer')
    return false
  try {
    const { payload } = await jwtVerify(
      form.get('client_assertion') ?? '',
      createLocalJWKSet(op.clientKeys),
      {
        issuer: op.clientId,
        subject: op.clientId,
        requiredClaims: ['exp', 'jti'],
      },
    )
    const { aud, jti } = payload
    if (aud !== op.issuer || jti === undefined || op.seenAssertions.has(jti)) return false
    op.seenAssertions.add(jti)
    return true
  } catch {
    return false
  }
}

/** Apple's rules: ES256, the team as issuer, the client as subject, and a lifetime of at most half a year. */
async function isValidSignedSecret(op: Op, team: string, secret: string): Promise<boolean> {
  try {
    const { payload } = await jwtVerify(secret, createLocalJWKSet(op.clientKeys), {
      algorithms: ['ES256'],
      issuer: team,
      subject: op.clientId,
      audience: op.issuer,
      requiredClaims: ['exp', 'iat'],
    })
    return (payload.exp ?? Infinity) - (payload.iat ?? 0) <= 15_777_000
  } catch {
    return false
  }
}

async function isAuthenticated(op: Op, request: ProviderRequest): Promise<boolean> {
  if (formOf(request) !== op.clientAuthentication) return false
  switch (op.clientAuthentication) {
    case 'client_secret_basic':
      return hasBasicCredentials(op, request.headers.authorization ?? '')
    case 'client_secret_post':
      if (op.secretSignedFor !== null)
        return isValidSignedSecret(op, op.secretSignedFor, request.form.get('client_secret') ?? '')
      return (
        request.form.get('client_id') === op.clientId && request.form.get('client_secret') === op.clientSecret
      )
    case 'private_key_jwt':
      return hasValidAssertion(op, request.form)
    case 'none':
      return request.form.get('client_id') === op.clientId
  }
}

/** The error for a client that is unknown, or that authenticates in another way than the configured one (C19). */
export async function refusedClient(op: Op, request: ProviderRequest): Promise<Reply | null> {
  if (op.acceptsAnyClient || (await isAuthenticated(op, request))) return null
  const description = `expected ${op.clientAuthentication}, got ${formOf(request)}, or the credentials are wrong`
  const body = { error: 'invalid_client', error_description: description }
  return json(401, body, { 'www-authenticate': 'Basic realm="provider"' })
}
