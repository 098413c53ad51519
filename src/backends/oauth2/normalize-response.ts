import { z } from 'zod'
import type { HttpFetch } from '../../http-client/http-client.js'
import { jsonResponse } from '../../http-client/send-request.js'
import type { OAuth2Definition } from '../definition/definition.js'

type JsonObject = Readonly<Record<string, unknown>>

const jsonObjectSchema = z.record(z.string(), z.unknown())
const facebookErrorSchema = z.object({
  type: z.string().optional(),
  code: z.union([z.string(), z.number()]).optional(),
})

/** The members of a JSON body; or of a form-encoded one, which some providers send although JSON was requested. */
function parseMembers(body: string): JsonObject | null {
  try {
    const parsed = jsonObjectSchema.safeParse(JSON.parse(body))
    return parsed.success ? parsed.data : null
  } catch {
    const members = Object.fromEntries(new URLSearchParams(body))
    return 'access_token' in members || 'error' in members ? members : null
  }
}

/** The error as one code (RFC 6749 §5.2). Facebook sends an object, which becomes `OAuthException.100`. */
function toErrorCode(error: unknown): string {
  if (typeof error === 'string') return error
  const parsed = facebookErrorSchema.safeParse(error)
  const parts = parsed.success
    ? [parsed.data.type, parsed.data.code].filter((part) => part !== undefined)
    : []
  return parts.join('.') || 'unnamed'
}

function normalizeBody(response: Response, body: string, isTypeOptional: boolean): Response | null {
  const members = parseMembers(body)
  if (members === null) return null
  const error = members['error'] ?? null
  if (error !== null && (response.status !== 200 || !Object.hasOwn(members, 'access_token'))) {
    const status = response.status === 200 ? 400 : response.status
    return jsonResponse({ error: toErrorCode(error) }, status)
  }
  if (response.status !== 200) return null
  // An ID Token was not requested and would not be verified, so it is dropped.
  const rest = Object.fromEntries(Object.entries(members).filter(([name]) => name !== 'id_token'))
  return jsonResponse(isTypeOptional ? { token_type: 'bearer', ...rest } : rest)
}

/**
 * Wraps `fetch` for token endpoints that do not follow RFC 6749, so that openid-client understands their responses: an
 * error with status 200 (GitHub) gets status 400, an error that is an object (Facebook) becomes a code, and a form
 * becomes JSON.
 */
export function normalizeTokenResponses(fetch: HttpFetch, definition: OAuth2Definition): HttpFetch {
  const call = async (...[url, request]: Parameters<HttpFetch>): Promise<Response> => {
    const response = await fetch(url, request)
    return (
      normalizeBody(response, await response.clone().text(), definition.allowMissingTokenType) ?? response
    )
  }
  return Object.assign(call, {
    destroy: () => {
      fetch.destroy()
    },
  })
}
