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
  /** The proven address, or null. An address that nobody has proven is `claimedEmail`. */
  readonly email: string | null
  /** The address that a provider or the user has stated without proof, or null. */
  readonly claimedEmail: string | null
  readonly active: boolean
  readonly admin: boolean
  readonly createdAt: Date
}

/** A user. */
export interface User<F extends Fields = Fields, R extends string = string> extends BaseUser {
  /** Roles that a step or an administrator has given on this site. What a provider calls groups is not among them. */
  readonly roles: readonly R[]
  /** The site's own fields, as the schema of the configuration has them. */
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

/** A session, without the secret that uses it. */
export interface Session {
  readonly id: string
  /** What it was opened for: a browser's cookie, a program's bearer token, or an approved device. */
  readonly kind: 'browser' | 'bearer' | 'device'
  /** The name of the backend of the sign-in. */
  readonly backend: string
  readonly authenticatedAt: Date
  readonly expiresAt: Date
}
