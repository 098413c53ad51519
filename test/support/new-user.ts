import type { NewUser } from '../../src/store/users.js'

/** A user of whom nothing but a name is known, which is also the ID. */
export function newUser(id: string): NewUser {
  return {
    id,
    username: id.toLowerCase(),
    email: null,
    emailVerified: false,
    provenEmail: null,
    name: null,
    givenName: null,
    familyName: null,
    picture: null,
    acceptedTerms: null,
    language: null,
  }
}
