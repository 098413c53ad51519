import type { TextWithoutParams } from '../locales/messages.js'

/** A test user of Demo ID. */
export interface DemoUser {
  readonly sub: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string
  readonly username: string
  readonly email: string | null
  readonly emailVerified: boolean
  /** What this user demonstrates; shown on the page. */
  readonly hint: TextWithoutParams
}

/** One user of each kind that a sign-in has to handle. */
export const DEMO_USERS: readonly DemoUser[] = [
  {
    sub: 'demo-ada',
    name: 'Ada Lovelace',
    givenName: 'Ada',
    familyName: 'Lovelace',
    username: 'ada',
    email: 'ada@demo.example',
    emailVerified: true,
    hint: 'demo.hintVerified',
  },
  {
    sub: 'demo-grace',
    name: 'Grace Hopper',
    givenName: 'Grace',
    familyName: 'Hopper',
    username: 'grace',
    email: 'grace@demo.example',
    emailVerified: false,
    hint: 'demo.hintNotVerified',
  },
  {
    sub: 'demo-alan',
    name: 'Alan Turing',
    givenName: 'Alan',
    familyName: 'Turing',
    username: 'alan',
    email: null,
    emailVerified: false,
    hint: 'demo.hintNoEmail',
  },
  {
    sub: 'demo-byron',
    name: 'Augusta Ada Byron',
    givenName: 'Augusta',
    familyName: 'Byron',
    username: 'ada',
    email: 'ada@demo.example',
    emailVerified: true,
    hint: 'demo.hintSameEmail',
  },
]

/** The standard claims of a user (OpenID Connect Core section 5.1); null when there is no user with this subject. */
export function toClaims(sub: string): ({ sub: string } & Record<string, string | boolean>) | null {
  const user = DEMO_USERS.find((each) => each.sub === sub)
  if (!user) return null
  const email = user.email === null ? {} : { email: user.email, email_verified: user.emailVerified }
  return {
    sub: user.sub,
    name: user.name,
    given_name: user.givenName,
    family_name: user.familyName,
    preferred_username: user.username,
    ...email,
  }
}
