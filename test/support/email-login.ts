import { fieldOf } from './joining.js'
import type { Delivered, PostOffice } from './smtp-server.js'
import type { Answer, Visitor } from './visitor.js'

/** The address page of a new attempt of this visitor. */
export async function openEmailLogin(visitor: Visitor, next?: string): Promise<Answer> {
  return visitor.open(`/login/email${next === undefined ? '' : `?next=${encodeURIComponent(next)}`}`)
}

/** Requests a code for this address; the answer is the page that takes it. */
export async function askForSignIn(visitor: Visitor, email: string, next?: string): Promise<Answer> {
  const page = await openEmailLogin(visitor, next)
  return visitor.ask('/login/email/address', { form: { state: fieldOf(page, 'state'), email } })
}

/** Types the code on the page that requested it, and follows to where the sign-in ends. */
export function enterSignInCode(visitor: Visitor, handle: string, code: string): Promise<Answer> {
  return visitor.open('/login/email/code', { form: { handle, code } })
}

/** Signs in with an address, code and all. */
export async function signInByEmail(
  visitor: Visitor,
  office: PostOffice,
  email: string,
  next?: string,
): Promise<Answer> {
  const asked = await askForSignIn(visitor, email, next)
  return enterSignInCode(visitor, fieldOf(asked, 'handle'), await office.codeFor(email))
}

/** The link in an email of a sign-in. */
export function linkIn({ text }: Pick<Delivered, 'text'>): string {
  const link = /^ *(https?:\/\/\S+\/login\/email\/link\/\S+)$/m.exec(text)?.[1]
  if (link === undefined) throw new Error(`no link in ${text}`)
  return link
}
