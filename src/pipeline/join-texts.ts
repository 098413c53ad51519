import { message, type MessageValue } from '../locales/messages.js'

/** How a list is joined: the text has the first part, and the rest of the list. */
type Joint = 'because.list' | 'because.either' | 'because.sequence'

/** A list as one text, such as `a, b, c`; empty for an empty list. */
export function joinTexts(joint: Joint, [first, ...others]: readonly MessageValue[]): MessageValue {
  if (first === undefined) return ''
  return others.length === 0 ? first : message(joint, { first, rest: joinTexts(joint, others) })
}
