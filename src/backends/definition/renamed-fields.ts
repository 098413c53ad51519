import type { FieldName } from './fields.js'
import type { RawDefinition } from './shared-fields.js'

/**
 * The earlier names of fields, with their current names. Definitions in files, in the environment and in the database
 * still contain the earlier names, so both are read; only current names are written.
 */
export const RENAMED_FIELDS: ReadonlyMap<string, FieldName> = new Map<string, FieldName>([
  ['callbackSlash', 'redirectUriTrailingSlash'],
  ['validateEmail', 'requireVerifiedEmail'],
  ['nameInForm', 'userInFormPost'],
  ['silent', 'silentSignIn'],
  ['logout', 'rpInitiatedLogout'],
  ['logoutReturnParam', 'postLogoutRedirectParam'],
  ['userEndpoint', 'userInfoEndpoint'],
  ['userHeaders', 'userInfoHeaders'],
  ['userProof', 'appSecretProof'],
  ['tokenTypeMissing', 'allowMissingTokenType'],
])

/**
 * The definition with the current names of its fields. A field under both of its names keeps both, so that
 * `parseDefinitions` can report it.
 */
export function withCurrentFieldNames(definition: RawDefinition): RawDefinition {
  const entries = Object.entries(definition).map(([name, value]) => {
    const current = RENAMED_FIELDS.get(name)
    return [current === undefined || Object.hasOwn(definition, current) ? name : current, value] as const
  })
  return Object.fromEntries(entries)
}
