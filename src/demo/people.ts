/** Somebody who can sign in with Demo ID. */
export interface Person {
  readonly sub: string
  readonly name: string
  readonly givenName: string
  readonly familyName: string
  readonly username: string
  readonly email: string | null
  readonly emailVerified: boolean
  /** What this person is good for, shown on the page. */
  readonly note: string
}

/** One of each kind that a sign-in page meets. */
export const PEOPLE: readonly Person[] = [
  {
    sub: 'demo-ada',
    name: 'Ada Lovelace',
    givenName: 'Ada',
    familyName: 'Lovelace',
    username: 'ada',
    email: 'ada@demo.example',
    emailVerified: true,
    note: 'Verified e-mail address',
  },
  {
    sub: 'demo-grace',
    name: 'Grace Hopper',
    givenName: 'Grace',
    familyName: 'Hopper',
    username: 'grace',
    email: 'grace@demo.example',
    emailVerified: false,
    note: 'E-mail address not verified',
  },
  {
    sub: 'demo-alan',
    name: 'Alan Turing',
    givenName: 'Alan',
    familyName: 'Turing',
    username: 'alan',
    email: null,
    emailVerified: false,
    note: 'No e-mail address',
  },
  {
    sub: 'demo-byron',
    name: 'Augusta Ada Byron',
    givenName: 'Augusta',
    familyName: 'Byron',
    username: 'ada',
    email: 'ada@demo.example',
    emailVerified: true,
    note: 'Shares the address of Ada Lovelace',
  },
]

/** The claims of a person, OpenID Connect Core section 5.1; null for a stranger. */
export function claimsOf(sub: string): ({ sub: string } & Record<string, string | boolean>) | null {
  const person = PEOPLE.find((each) => each.sub === sub)
  if (!person) return null
  const email = person.email === null ? {} : { email: person.email, email_verified: person.emailVerified }
  return {
    sub: person.sub,
    name: person.name,
    given_name: person.givenName,
    family_name: person.familyName,
    preferred_username: person.username,
    ...email,
  }
}
