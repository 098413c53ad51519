import { message, type MessageValue } from '../../locales/messages.js'
import { type Claims, readMembers } from './claims.js'

/** What a provider says about an error (RFC 6749 §4.1.2.1 and §5.2), ready for the log and for pages. */
export interface ProviderWords {
  /** The error code, if it is a plain code; otherwise `UNKNOWN_CODE`, and `UNNAMED` for an error without one. */
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

const PLAIN_CODE = /^[a-z0-9_.-]{1,64}$/i
/** Stands for an error code that is not plain. As it is not plain either, no provider's code can be mistaken for it. */
const UNKNOWN_CODE = '?'

/** An error code of a provider, for a detail. Only a plain code is repeated, because any other text could be a secret. */
export function oauthCodeText(code: string): MessageValue {
  return PLAIN_CODE.test(code) ? code : message('detail.unknownCode')
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
    code: PLAIN_CODE.test(code) ? code : UNKNOWN_CODE,
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

/** The members whose value says that a body is about an error: RFC 6749 §5.2, and the names of Okta, VK, WeChat and Naver. */
const ERROR_NAMES = ['error', 'errorCode', 'error_code', 'errcode', 'resultcode']
/** Further names of the code, in the body of a response that has failed: those of Notion, Patreon and Dropbox. */
const CODE_NAMES = [...ERROR_NAMES, 'code', 'code_name', '.tag']
const DESCRIPTION_NAMES = [
  'error_description',
  'errorSummary',
  'error_summary',
  'errmsg',
  'error_msg',
  'error_message',
  // RFC 9457 §3.1 has "detail" and "title"; the others are those of GitHub, Twitch and Zoom.
  'message',
  'reason',
  'detail',
  'title',
]
/** The code of an error without one. */
export const UNNAMED = 'unnamed'
/** Values of these members in responses that are not errors. */
const NO_ERROR: ReadonlySet<unknown> = new Set(['', 'ok', '0', '00', 0, false])

function firstMember(members: Claims, names: readonly string[]): unknown {
  return names.map((name) => members[name]).find((value) => value !== undefined && !NO_ERROR.has(value))
}

/** The code of an error, as text; a flag or a list is none. */
function toCode(value: unknown): string | undefined {
  return typeof value === 'number' ? String(value) : typeof value === 'string' ? value : undefined
}

/**
 * The words of the JSON body of a response that has failed. Many APIs have another form than RFC 6749 §5.2: the error is an
 * object or a list of objects, or its members have other names. Null when there are no words.
 */
export function readFailureBody(body: unknown): ProviderWords | null {
  const members = readMembers(body)
  if (members === null) return null
  const { error, errors } = members
  const inner = readMembers(error) ?? readMembers(Array.isArray(errors) ? errors[0] : null) ?? {}
  const description = firstMember(members, DESCRIPTION_NAMES) ?? firstMember(inner, DESCRIPTION_NAMES)
  // Facebook's code depends on the type.
  const innerCode = [inner['type'], firstMember(inner, CODE_NAMES)].flatMap((part) => toCode(part) ?? [])
  const code = toCode(firstMember(members, CODE_NAMES)) ?? innerCode.join('.')
  if (code === '' && typeof description !== 'string' && error === undefined) return null
  return toWords(code || UNNAMED, description, members['error_uri'])
}

/** The words of a JSON body that says itself that it is about an error; null for any other. */
export function readErrorBody(body: unknown): ProviderWords | null {
  const members = readMembers(body)
  const error = members && firstMember(members, ERROR_NAMES)
  const isObject = typeof error === 'object' && error !== null
  // TikTok's "error" is there in every response, and its code is "ok" when there is none.
  if (error === null || error === undefined) return null
  if (isObject && NO_ERROR.has(readMembers(error)?.['code'])) return null
  return readFailureBody(members)
}

const CHALLENGE_PARAM = /\b(error|error_description|error_uri)\s*=\s*"((?:[^"\\]|\\.)*)"/g

/** The words of a WWW-Authenticate header (RFC 6750 §3); null without an error. */
function readErrorChallenge(header: string | null): ProviderWords | null {
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
  return readFailureBody(body) ?? readErrorChallenge(response.headers.get('www-authenticate'))
}

/** The description and the page, to be appended to the detail of an error; empty without them. */
export function formatDescription({ description, uri }: ProviderWords): MessageValue {
  if (description === null) return uri === null ? '' : ` (${uri})`
  const described = { words: description }
  return uri === null
    ? message('detail.described', described)
    : message('detail.describedAt', { ...described, uri })
}

/** An error of a provider, to be appended to the status of its response; empty without one. */
export function formatWords(words: ProviderWords | null): MessageValue {
  if (words === null) return ''
  return words.code === UNNAMED
    ? formatDescription(words)
    : message('detail.wordsError', { error: oauthCodeText(words.code), words: formatDescription(words) })
}

/** A URL of a provider for the log: without its query, and without parts that look like tokens. */
export function toSafeUrl({ origin, pathname }: URL): string {
  return toOneLine(`${origin}${pathname}`, LONG_URL_PART) ?? origin
}
