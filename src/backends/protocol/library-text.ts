import type { ClientError } from 'openid-client'
import { type Message, message } from '../../locales/messages.js'

const NAMED_MEMBER = /"response" body "(\w+)"|"as\.(?:mtls_endpoint_aliases\.)?(\w+)"|`(token_type)`/

/** The message of the cause names the member. Both messages come from the library, not from the provider. */
function wordsOf({ message: summary, cause }: ClientError): string {
  return cause instanceof Error ? cause.message : summary
}

/** Whether openid-client could not read a response as JSON. */
export function isNotJson(error: ClientError): boolean {
  const isParsed = error.code !== 'OAUTH_PARSE_ERROR' || wordsOf(error).includes('JWT')
  return error.code === 'OAUTH_RESPONSE_IS_NOT_JSON' || !isParsed
}

/** What openid-client says was wrong with a response or with the metadata. Words of it that no catalogue has are quoted. */
export function libraryText(error: ClientError): Message {
  if (isNotJson(error))
    return error.code === 'OAUTH_PARSE_ERROR' ? message('detail.notJson') : message('detail.notJsonType')
  const words = wordsOf(error)
  const [, member, endpoint, type] = NAMED_MEMBER.exec(words) ?? []
  const members = member ?? endpoint ?? type
  if (members !== undefined) return message('detail.noValid', { members })
  return words.includes('body must be a top level object') ? message('detail.notObject') : unusualText(words)
}

/** Words of a library that no catalogue has. */
export function unusualText(words: string): Message {
  return message('detail.unusual', { words: JSON.stringify(words) })
}
