/** Somebody who can sign in with Demo ID. */
export interface DemoUser {
  readonly sub: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string
  readonly username: string
  readonly email: string | null
  readonly emailVerified: boolean
  /** What this person is for, shown on the page. */
  readonly hint: string
}

/** One of each kind that a sign-in page meets. */
export const DEMO_USERS: readonly DemoUser[] = [
  {
    sub: 'demo-ada',
    name: 'Ada Lovelace',
    givenName: 'Ada',
    familyName: 'Lovelace',
    username: 'ada',
    email: 'ada@demo.example',
    emailVerified: true,
    hint: 'Verified email address',
  },
  {
    sub: 'demo-grace',
    name: 'Grace Hopper',
    givenName: 'Grace',
    familyName: 'Hopper',
    username: 'grace',
    email: 'grace@demo.example',
    emailVerified: false,
    hint: 'Email address not verified',
  },
  {
    sub: 'demo-alan',
    name: 'Alan Turing',
    givenName: 'Alan',
    familyName: 'Turing',
    username: 'alan',
    email: null,
    emailVerified: false,
    hint: 'No email address',
  },
  {
    sub: 'demo-byron',
    name: 'Augusta Ada Byron',
    givenName: 'Augusta',
    familyName: 'Byron',
    username: 'ada',
    email: 'ada@demo.example',
    emailVerified: true,
    hint: 'Shares the address of Ada Lovelace',
  },
]

/** The claims of a person, OpenID Connect Core section 5.1; null for a stranger. */
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
