import { z } from 'zod'
import type { Identity } from '../../identity.js'
import { displayText } from '../protocol/identity.js'

const MAX_FORM_USER_LENGTH = 2000

const namePartSchema = z.unknown()
const FormUserSchema = z.object({ name: z.object({ firstName: namePartSchema, lastName: namePartSchema }) })

/**
 * The identity with the name that came in the form field `user` beside the code, as Apple sends it the first time
 * somebody signs in and never again. Nobody has signed it: it is good for names that the tokens lack, and for nothing
 * else. What is unfit is passed over.
 */
export function withNameFromForm(identity: Identity, callback: URLSearchParams): Identity {
  const user = FormUserSchema.safeParse(parseFormUser(callback.get('user')))
  if (!user.success) return identity
  const givenName = identity.givenName ?? displayText(user.data.name.firstName)
  const familyName = identity.familyName ?? displayText(user.data.name.lastName)
  const fullName = displayText([givenName, familyName].filter(Boolean).join(' '))
  return { ...identity, givenName, familyName, name: identity.name ?? fullName }
}

function parseFormUser(text: string | null): unknown {
  if (text === null || text.length > MAX_FORM_USER_LENGTH) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
