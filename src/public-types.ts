// What a program sees of a user. The rest of this project works with the rows of src/store/models.ts; the functions of
// src/exports/ are the one border where these are made from those. They are part of the package's declarations, so they
// import nothing that leads to the database.

import { type output, z, type ZodObject } from 'zod'

/** The schema of a site's own fields of a user. */
export type Fields = ZodObject

/** The schema of a site without fields of its own. */
export const NO_FIELDS = z.object({})

/** A user without what the site adds in its configuration. */
export interface BaseUser {
  readonly id: string
  readonly username: string
  readonly name: string | null
  readonly givenName: string | null
  readonly familyName: string | null
  /** The https URL of a picture. */
  readonly picture: string | null
  /** The proven address, or null. An unproven address is `claimedEmail`. */
  readonly email: string | null
  /** The address that a provider or the user has stated without proof, or null. */
  readonly claimedEmail: string | null
  /** The language that the user last used, as a tag such as `fr`, or null. Emails to the user are in this language. */
  readonly language: string | null
  readonly active: boolean
  readonly admin: boolean
  readonly createdAt: Date
}

/** A user. */
export interface User<F extends Fields = Fields, R extends string = string> extends BaseUser {
  /** Roles that a step or an administrator has assigned on this site. They do not include the groups of a provider. */
  readonly roles: readonly R[]
  /** The site's own fields, according to the schema of the configuration. */
  readonly fields: Readonly<output<F>>
}

/** An account of a user at a provider. */
export interface Account {
  readonly id: string
  /** The name of the backend. */
  readonly backend: string
  readonly issuer: string
  /** The issuer's ID of the user. */
  readonly subject: string
  readonly label: string | null
  /** The claims that `extraClaims` of the backend names. */
  readonly claims: Readonly<Record<string, unknown>>
  readonly lastLoginAt: Date
}

/** A session, without its secret token. */
export interface Session {
  readonly id: string
  /** What it was opened for: a browser's cookie, a program's bearer token, or an approved device. */
  readonly kind: 'browser' | 'bearer' | 'device'
  /** The name of the backend of the sign-in. */
  readonly backend: string
  readonly authenticatedAt: Date
  readonly expiresAt: Date
}

/** A person of another system, as `import` takes them. */
export interface Imported<F extends Fields = Fields, R extends string = string> {
  /** The ID there, which becomes the ID here: up to 64 letters, digits, "_" and "-". */
  readonly id: string
  /** Normalised as at a sign-up. If it is missing or an address, a free one is created. */
  readonly username?: string
  /** `proven` only if the other system has verified the address. */
  readonly email?: { readonly address: string; readonly proven: boolean }
  /** `issuer` is needed only if a backend has several, as one with tenants does. */
  readonly accounts: readonly {
    readonly backend: string
    readonly subject: string
    readonly issuer?: string
  }[]
  /**
   * argon2, bcrypt, PBKDF2 or scrypt, in the form of PHC, modular crypt, Django or better-auth. Other forms than argon2id are
   * replaced at the next sign-in.
   */
  readonly passwordHash?: string
  readonly name?: string
  readonly givenName?: string
  readonly familyName?: string
  /** The https URL of a picture. */
  readonly picture?: string
  /** The language of emails to the user, as a tag such as `fr`. */
  readonly language?: string
  /** False for a user who is disabled there, and therefore here, too. */
  readonly active?: boolean
  readonly createdAt?: Date
  readonly fields?: Partial<output<F>>
  readonly roles?: readonly R[]
}

/** A person who was not imported, and why. */
export interface RejectedImport {
  readonly id: string
  readonly reason: string
}

/** What an import did, or in a dry run would do. */
export interface ImportResult {
  readonly created: number
  /** People whom an earlier import created. */
  readonly unchanged: number
  readonly rejected: readonly RejectedImport[]
}
