import { randomInt } from 'node:crypto'
import type { Op } from './provider/index.js'
import type { Site } from './site.js'
import type { Answer, Visitor } from './visitor.js'

export const GOOD = 'a long enough password'
export const OTHER = 'another long password'

/** The settings of a site whose visitors say where they come from, so that limits of one test do not reach another. */
export const FORWARDED = {
  ALLOW_INSECURE_ISSUERS: 'true',
  PASSWORD_LOGIN: 'true',
  TRUST_PROXY: '127.0.0.1',
} as const

/** An address that hardly anybody else in the tests has. */
export function someAddress(): string {
  return `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
}

/** Says where a request comes from, to a site that trusts its proxy. */
export function from(address: string): { 'x-forwarded-for': string } {
  return { 'x-forwarded-for': address }
}

/** A browser in which somebody new is signed in by the backend `acme`; without a password, so far. */
export async function newPerson(site: Site, op: Op, name: string): Promise<Visitor> {
  const email = `${name}@example.test`
  op.person({ sub: name, preferred_username: name, email, email_verified: true, name })
  const visitor = site.visitor()
  const page = await visitor.signIn('acme')
  if (page.status !== 200) throw new Error(`no sign-in: ${page.status} ${page.body.slice(0, 500)}`)
  return visitor
}

/** Like `newPerson`, and then the person sets a password. */
export async function personWithPassword(
  site: Site,
  op: Op,
  name: string,
  password = GOOD,
): Promise<Visitor> {
  const visitor = await newPerson(site, op, name)
  const answer = await savePassword(visitor, { password })
  if (answer.status !== 303) throw new Error(`no password: ${answer.status} ${answer.body.slice(0, 2000)}`)
  return visitor
}

/** Sends the form of the password page. */
export async function savePassword(
  visitor: Visitor,
  { password, ...form }: { readonly password: string; readonly current?: string; readonly repeated?: string },
  headers: Readonly<Record<string, string>> = from(someAddress()),
): Promise<Answer> {
  const fields = { password, repeated: password, ...form, _csrf: await visitor.csrf() }
  return visitor.ask('/account/password', { form: fields, headers })
}

/** Signs in by `POST /api/login`, with this body. */
export function login(
  visitor: Visitor,
  body: unknown,
  headers: Readonly<Record<string, string>> = from(someAddress()),
): Promise<Answer> {
  return visitor.ask('/api/login', {
    body: JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...headers },
  })
}

/** The `code` of a problem document. */
export function codeOf({ body }: Answer): unknown {
  const problem: unknown = JSON.parse(body)
  return typeof problem === 'object' && problem !== null && 'code' in problem ? problem.code : undefined
}
