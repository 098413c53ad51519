import type { Claims } from './faults.js'

/** The person who signs in: the subject, and everything else that the provider knows about them. */
export interface Person {
  readonly sub: string
  readonly [claim: string]: unknown
}

/** The person who signs in if a test does not say who. */
export const ann: Person = {
  sub: 'ann',
  name: 'Ann Example',
  given_name: 'Ann',
  family_name: 'Example',
  preferred_username: 'ann',
  locale: 'en',
  email: 'ann@example.test',
  email_verified: true,
  phone_number: '+49 30 000000',
  phone_number_verified: true,
  address: { country: 'DE', locality: 'Berlin' },
}

const SCOPE_OF: Readonly<Record<string, string>> = {
  name: 'profile',
  family_name: 'profile',
  given_name: 'profile',
  middle_name: 'profile',
  nickname: 'profile',
  preferred_username: 'profile',
  profile: 'profile',
  picture: 'profile',
  website: 'profile',
  gender: 'profile',
  birthdate: 'profile',
  zoneinfo: 'profile',
  locale: 'profile',
  updated_at: 'profile',
  email: 'email',
  email_verified: 'email',
  address: 'address',
  phone_number: 'phone',
  phone_number_verified: 'phone',
}

/** The claims that a scope gives access to (Core §5.4, C17). Claims that the standard does not know need no scope. */
export function claimsFor(person: Person, scope: string): Claims {
  const granted = new Set(scope.split(' '))
  const open = Object.entries(person).filter(([claim]) => {
    const needed = Object.hasOwn(SCOPE_OF, claim) ? SCOPE_OF[claim] : undefined
    return needed === undefined || granted.has(needed)
  })
  return Object.fromEntries(open)
}
