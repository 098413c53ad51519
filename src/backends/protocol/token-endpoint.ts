import type { ClientAuth, CustomFetch } from 'openid-client'
import { z } from 'zod'
import type { HttpFetch } from '../../http-client/http-client.js'
import { jsonResponse } from '../../http-client/send-request.js'

const numericSchema = z.union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d+)?$/)])

/** Optional members (RFC 6749 §5.1), and their valid values. */
const OPTIONAL_MEMBER_SCHEMAS = new Map<string, z.ZodType>([
  ['expires_in', numericSchema],
  ['scope', z.string()],
  ['refresh_token', z.string().min(1)],
])

const jsonObjectSchema = z.record(z.string(), z.unknown())

/** The member that holds the ID Token while openid-client reads the response. */
const ASIDE_ID_TOKEN_KEY = 'id_token_put_aside'

type JsonObject = Readonly<Record<string, unknown>>

/** Moves the ID Token of a response of openid-client back to its member. It is not verified yet. */
export function restoreIdToken(response: JsonObject): JsonObject {
  const { [ASIDE_ID_TOKEN_KEY]: idToken, ...members } = response
  return idToken === undefined ? members : { ...members, id_token: idToken }
}

function isInvalidOptional([name, value]: readonly [string, unknown]): boolean {
  return OPTIONAL_MEMBER_SCHEMAS.get(name)?.safeParse(value).success === false
}

/** Some providers send an error with status 200 instead of 400 (RFC 6749 §5.2). */
function isErrorBody(body: JsonObject): boolean {
  return typeof body['error'] === 'string' && !Object.hasOwn(body, 'active')
}

/**
 * Prepares token responses for openid-client, which rejects a whole response because of a member that is not needed,
 * such as `"expires_in": null`. Such members are dropped. The ID Token is moved to another member: openid-client
 * accepts only one spelling of an issuer and requires a nonce, and id-token.ts verifies the token anyway. The required
 * members are checked by openid-client, and by code-grant.ts afterwards.
 */
export function tolerantFetch(fetch: HttpFetch): CustomFetch {
  return async (url, options) => {
    const response = await fetch(url, options)
    if (response.status !== 200) return response
    const body = jsonObjectSchema.safeParse(
      await response
        .clone()
        .json()
        .catch(() => null),
    )
    if (!body.success) return response
    // Introspection responses have members of the same names, and each of them counts there.
    if (!Object.hasOwn(body.data, 'access_token')) {
      return isErrorBody(body.data) ? jsonResponse(body.data, 400) : response
    }
    const { id_token: idToken, ...members } = body.data
    const usable = Object.entries(members).filter((member) => !isInvalidOptional(member))
    return jsonResponse({
      ...Object.fromEntries(usable),
      ...(idToken === undefined ? {} : { [ASIDE_ID_TOKEN_KEY]: idToken }),
    })
  }
}

/**
 * Form-encodes a value (RFC 6749 appendix B), so that the only colon is the one between the client ID and the secret.
 */
function formEncode(part: string): string {
  return new URLSearchParams({ part }).toString().slice('part='.length)
}

/**
 * Sends the client secret in the header (RFC 6749 §2.3.1). openid-client's version is not used, because it also encodes
 * hyphens, underscores and dots. Providers that forget to decode would reject most secrets then.
 */
export function clientSecretBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}
