// What a configuration adds in code: schemas, steps, backends, handlers of events, templates. Settings are data; these are
// not. Types of a program's own fields and roles exist at the border only, in src/exports/ and src/config/; here fields
// are records and roles are texts.

import { type Fields, NO_FIELDS } from './public-types.js'

/** What a configuration adds in code. Each service gets its own part only. */
export interface Extensions {
  readonly user: UserExtension
}

/** What a site adds to its users. */
export interface UserExtension {
  /** The schema of the site's own fields. */
  readonly fields: Fields
  /** All roles that a user can have. */
  readonly roles: readonly string[]
}

/** A site without code of its own. */
export const NO_EXTENSIONS: Extensions = { user: { fields: NO_FIELDS, roles: [] } }
