import { z } from 'zod'
import type { Identity } from '../../identity.js'
import { shownText } from '../protocol/identity.js'

const MAX_LENGTH = 2000

const part = z.unknown()
const FormUser = z.object({ name: z.object({ firstName: part, lastName: part }) })

/**
 * The identity with the name that came in the form field `user` beside the code, as Apple sends it the first time
 * somebody signs in and never again. Nobody has signed it: it is good for names that the tokens lack, and for nothing
 * else. What is unfit is passed over.
 */
export function withFormName(identity: Identity, callback: URLSearchParams): Identity {
  const user = FormUser.safeParse(parsed(callback.get('user')))
  if (!user.success) return identity
  const givenName = identity.givenName ?? shownText(user.data.name.firstName)
  const familyName = identity.familyName ?? shownText(user.data.name.lastName)
  const whole = shownText([givenName, familyName].filter(Boolean).join(' '))
  return { ...identity, givenName, familyName, name: identity.name ?? whole }
}

function parsed(text: string | null): unknown {
  if (text === null || text.length > MAX_LENGTH) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
