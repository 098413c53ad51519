import type { CustomFetch } from 'openid-client'
import { z } from 'zod'
import type { OutboundFetch } from '../../outbound/outbound.js'

const numeric = z.union([z.number().nonnegative(), z.string().regex(/^\d{1,12}(\.\d+)?$/)])

/** Optional members (RFC 6749 §5.1), and what they must be to be of use. */
const OPTIONAL = new Map<string, z.ZodType>([
  ['expires_in', numeric],
  ['scope', z.string()],
  ['refresh_token', z.string().min(1)],
])

const anyObject = z.record(z.string(), z.unknown())

/**
 * openid-client refuses a whole token response for the sake of members nobody needs, such as `"expires_in": null`.
 * Those are dropped before it looks; a sound response passes untouched. What is needed is judged by it, and by us after.
 */
export function tolerantFetch(fetch: OutboundFetch): CustomFetch {
  return async (url, options) => {
    const response = await fetch(url, options)
    if (response.status !== 200) return response
    const body = anyObject.safeParse(
      await response
        .clone()
        .json()
        .catch(() => null),
    )
    const isUseless = ([name, value]: [string, unknown]): boolean =>
      OPTIONAL.get(name)?.safeParse(value).success === false
    // Introspection has members of the same names; there each of them counts.
    if (!body.success || !Object.hasOwn(body.data, 'access_token')) return response
    const members = Object.entries(body.data)
    return members.some(isUseless)
      ? Response.json(Object.fromEntries(members.filter((member) => !isUseless(member))))
      : response
  }
}
