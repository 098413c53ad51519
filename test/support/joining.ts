import type { PostOffice } from './smtp-server.js'
import type { Answer, Visitor } from './visitor.js'

export const PASSWORD = 'four words nobody joins'

/** The value of a field that a page holds. */
export function fieldOf({ body, status }: Answer, name: string): string {
  const value = new RegExp(`name="${name}" value="([^"]*)"`).exec(body)?.[1]
  if (value === undefined)
    throw new Error(`no field ${name} on a page of status ${status}: ${body.slice(0, 500)}`)
  return value
}

/** Fills in the registration form and sends it; the answer is the page that asks for the code. */
export function askToJoin(
  visitor: Visitor,
  email: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = { email, name: '', password: PASSWORD, repeated: PASSWORD, ...more }
  return visitor.ask('/register', { form })
}

/** Registers with a password, code and all; the visitor is signed in afterwards. */
export async function join(
  visitor: Visitor,
  office: PostOffice,
  email: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const asked = await askToJoin(visitor, email, more)
  const form = { handle: fieldOf(asked, 'handle'), code: await office.codeFor(email) }
  const answer = await visitor.ask('/register/confirm', { form })
  if (answer.status !== 303) throw new Error(`not registered: ${answer.status} ${answer.body.slice(0, 2000)}`)
  return answer
}

/** Signs in by the password form of the login page. */
export function signInWithPassword(visitor: Visitor, username: string, password: string): Promise<Answer> {
  return visitor.ask('/login', { form: { username, password, next: '' } })
}

/** A mail server keeps mails in order; this one is for another purpose than the last. */
export async function askForReset(visitor: Visitor, email: string): Promise<string> {
  return fieldOf(await visitor.ask('/forgot', { form: { email } }), 'handle')
}

/** Sends the second step of a reset. */
export function reset(visitor: Visitor, handle: string, code: string, password: string): Promise<Answer> {
  return visitor.ask('/reset', { form: { handle, code, password, repeated: password } })
}

/** Asks to use another address; the answer is the page that asks for the code. */
export async function askForAddress(visitor: Visitor, email: string): Promise<Answer> {
  return visitor.ask('/account/email', { form: { email, _csrf: await visitor.csrf() } })
}

/** Types the code for another address. */
export async function confirmAddress(visitor: Visitor, handle: string, code: string): Promise<Answer> {
  const form = { handle, code, _csrf: await visitor.csrf() }
  return visitor.ask('/account/email/confirm', { form })
}
