import { oauth2Schema } from './oauth2-definition.js'
import type { OAuth2Definition } from './oauth2-definition.js'
import { oidcSchema } from './oidc-definition.js'
import type { OidcDefinition } from './oidc-definition.js'

export type { ClaimNames } from './definition-fields.js'
export type { OAuth2Definition } from './oauth2-definition.js'
export type { OidcDefinition } from './oidc-definition.js'

/**
 * The kinds of backends, each as it is written down; what concerns several fields at once is judged in
 * contradictions.ts.
 */
export const DEFINITION_SCHEMAS = { oidc: oidcSchema, oauth2: oauth2Schema } as const

/** A checked backend of any kind, told apart by `kind`. */
export type Definition = OidcDefinition | OAuth2Definition
