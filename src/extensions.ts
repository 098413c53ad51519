// What a configuration adds in code: schemas, steps, backends, handlers of events, templates. Settings are data; these are
// not. Types of a program's own fields and roles exist at the border only, in src/exports/ and src/config/; here fields
// are records and roles are texts.

import type { HandlerTable } from './events/receivers.js'
import { signIn, type SignInRun } from './pipeline/sign-in.js'
import { disconnect, type DisconnectionRun } from './pipeline/disconnect.js'
import { NO_FIELDS } from './public-types.js'
import type { UserExtension } from './user-extension.js'

export type { UserExtension } from './user-extension.js'

/** What a configuration adds in code. Each service gets its own part only. */
export interface Extensions {
  readonly user: UserExtension
  /** The steps of sign-ins, and of disconnecting an account. */
  readonly pipelines: Pipelines
  /** The functions that hear events, by type. */
  readonly on: HandlerTable
}

/** The lists of steps that a site runs. */
export interface Pipelines {
  readonly signIn: SignInRun
  readonly disconnect: DisconnectionRun
}

/** A site without code of its own. */
export const NO_EXTENSIONS: Extensions = {
  user: { fields: NO_FIELDS, roles: [] },
  pipelines: { signIn, disconnect },
  on: {},
}
