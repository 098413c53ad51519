import { z } from 'zod'
import { readMembers } from './claims.js'

/** What a provider says about an error (RFC 6749 §4.1.2.1 and §5.2), ready for the log and for pages. */
export interface ProviderWords {
  /** The error code, if it is a plain code. */
  readonly code: string
  /** One line without tokens; null without a description. */
  readonly description: string | null
  /** A page about the error, as one line; null without one. */
  readonly uri: string | null
}

const MAX_DESCRIPTION_LENGTH = 300
/** Control characters, invalid Unicode, and marks that change the direction of the text around them. */
const INVISIBLE_CHARS = /[\p{Cc}\p{Cs}\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/gu
/** A long word may be a token, a code or a secret. */
const LONG_WORD = /[\w~+/=.%-]{20,}/g
const LONG_URL_PART = /[\w~+.%-]{20,}/g
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const MAX_PLAIN_WORD_LENGTH = 40

/** An error code of a provider, if it is a plain code. Any other text is not repeated. */
export function safeOAuthCode(code: string): string {
  return /^[a-z0-9_.-]{1,64}$/i.test(code) ? code : 'an error code of unknown form'
}

/**
 * Whether a long word could be a token: it mixes letters and digits, or is longer than any word of a language. The IDs
 * that support staff ask for are UUIDs.
 */
function isTokenLike(word: string): boolean {
  if (UUID.test(word)) return false
  return word.length > MAX_PLAIN_WORD_LENGTH || (/\d/.test(word) && /[a-z]/i.test(word))
}

/** A provider's text as one line of at most 300 characters, without words that look like tokens; null without text. */
export function toOneLine(text: unknown, longWords = LONG_WORD): string | null {
  if (typeof text !== 'string') return null
  const line = text
    .slice(0, 10 * MAX_DESCRIPTION_LENGTH)
    .replace(INVISIBLE_CHARS, ' ')
    .replace(longWords, (word) => (isTokenLike(word) ? '[...]' : word))
    .replace(/\s+/g, ' ')
    .trim()
  return line === '' ? null : Array.from(line).slice(0, MAX_DESCRIPTION_LENGTH).join('').trim()
}

function toWords(code: string, description: unknown, uri: unknown): ProviderWords {
  const isUri = typeof uri === 'string' && /^https?:\/\//i.test(uri)
  return {
    code: safeOAuthCode(code),
    description: toOneLine(description),
    uri: isUri ? toOneLine(uri, LONG_URL_PART) : null,
  }
}

/** The words of the parameters of an authorization response; null without an error. */
export function readErrorParams(params: URLSearchParams): ProviderWords | null {
  const code = params.get('error')
  if (code === null || code === '') return null
  return toWords(code, params.get('error_description'), params.get('error_uri'))
}

/** The error of Facebook's and similar APIs is an object. */
const errorObjectSchema = z.object({
  type: z.string().optional().catch(undefined),
  code: z.union([z.string(), z.number()]).optional().catch(undefined),
  message: z.unknown().optional(),
})

/** The words of the JSON body of an error response; null for a body that is not about an error. */
export function readErrorBody(body: unknown): ProviderWords | null {
  const members = readMembers(body)
  const error = members?.['error']
  if (members === null || error === undefined) return null
  if (typeof error === 'string')
    return toWords(error, members['error_description'] ?? members['message'], members['error_uri'])
  const parsed = errorObjectSchema.safeParse(error)
  if (!parsed.success) return null
  const { type, code, message } = parsed.data
  const parts = [type, code].filter((part) => part !== undefined)
  return toWords(parts.join('.') || 'unnamed', message, null)
}

const CHALLENGE_PARAM = /\b(error|error_description|error_uri)\s*=\s*"((?:[^"\\]|\\.)*)"/g

/** The words of a WWW-Authenticate header (RFC 6750 §3); null without an error. */
export function readErrorChallenge(header: string | null): ProviderWords | null {
  const params = new Map(
    [...(header ?? '').slice(0, 4000).matchAll(CHALLENGE_PARAM)].map(
      ([, name = '', value = '']) => [name, value.replace(/\\(.)/g, '$1')] as const,
    ),
  )
  const code = params.get('error')
  return code === undefined ? null : toWords(code, params.get('error_description'), params.get('error_uri'))
}

/** The words of an error response, from its body or its header; null when it has none. */
export async function readErrorResponse(response: Response): Promise<ProviderWords | null> {
  const body: unknown = await response
    .clone()
    .json()
    .catch(() => null)
  return readErrorBody(body) ?? readErrorChallenge(response.headers.get('www-authenticate'))
}

/** The description and the page, to be appended to the detail of an error; empty without them. */
export function formatDescription({ description, uri }: ProviderWords): string {
  const quoted = description === null ? '' : `: ${JSON.stringify(description)}`
  return uri === null ? quoted : `${quoted} (${uri})`
}

/** An error of a provider, to be appended to the status of its response; empty without one. */
export function formatWords(words: ProviderWords | null): string {
  return words === null ? '' : `, error ${words.code}${formatDescription(words)}`
}

/** A URL of a provider for the log: without its query, and without parts that look like tokens. */
export function toSafeUrl({ origin, pathname }: URL): string {
  return toOneLine(`${origin}${pathname}`, LONG_URL_PART) ?? origin
}
