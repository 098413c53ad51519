import type { ClientAuth, CustomFetch } from 'openid-client'
import { z } from 'zod'
import type { HttpFetch } from '../../http-client/http-client.js'
import { jsonResponse } from '../../http-client/send-request.js'

const numericSchema = z.union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d+)?$/)])

/** Optional members (RFC 6749 §5.1), and what they must be to be of use. */
const OPTIONAL_MEMBER_SCHEMAS = new Map<string, z.ZodType>([
  ['expires_in', numericSchema],
  ['scope', z.string()],
  ['refresh_token', z.string().min(1)],
])

const jsonObjectSchema = z.record(z.string(), z.unknown())

/** The member an ID Token stands under while openid-client looks at the response. */
const ASIDE_ID_TOKEN_KEY = 'id_token_put_aside'

type JsonObject = Readonly<Record<string, unknown>>

/** A response of openid-client with its ID Token back in place; nobody has verified that yet. */
export function restoreIdToken(response: JsonObject): JsonObject {
  const { [ASIDE_ID_TOKEN_KEY]: idToken, ...members } = response
  return idToken === undefined ? members : { ...members, id_token: idToken }
}

function isInvalidOptional([name, value]: readonly [string, unknown]): boolean {
  return OPTIONAL_MEMBER_SCHEMAS.get(name)?.safeParse(value).success === false
}

/** Some providers answer an error with status 200 (RFC 6749 §5.2 wants 400). */
function isErrorBody(body: JsonObject): boolean {
  return typeof body['error'] === 'string' && !Object.hasOwn(body, 'active')
}

/**
 * openid-client refuses a whole token response for the sake of members nobody needs, such as `"expires_in": null`; those
 * are dropped before it looks. The ID Token is put aside: it knows one spelling of an issuer and insists on a nonce, and
 * id-token.ts judges all of it anyway. What is needed is judged by it, and by us after.
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
    // Introspection has members of the same names; there each of them counts.
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

/** Form-encoded (RFC 6749 appendix B), so that the colon between the two halves is the only one. */
function formEncode(part: string): string {
  return new URLSearchParams({ part }).toString().slice('part='.length)
}

/**
 * The client secret in the header (RFC 6749 §2.3.1). Not openid-client's, which encodes hyphens, underscores and dots, too.
 * That means the same, but to providers that forget to decode it does not, and most secrets have one of these.
 */
export function clientSecretBasic(secret: string): ClientAuth {
  return (_server, client, _body, headers) => {
    const credentials = `${formEncode(client.client_id)}:${formEncode(secret)}`
    headers.set('authorization', `Basic ${Buffer.from(credentials).toString('base64')}`)
  }
}
