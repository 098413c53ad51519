import type { FieldName } from './fields.js'
import type { RawDefinition } from './shared-fields.js'

/**
 * The earlier names of fields, with the names of today. They are read wherever a definition comes from (the file, the
 * environment, the database, the form of administrators), since people have written them, and never written again.
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
 * The definition under the names of today. A field that is written under both of its names keeps both, so that
 * `parseDefinitions` can report it.
 */
export function withCurrentFieldNames(definition: RawDefinition): RawDefinition {
  const entries = Object.entries(definition).map(([name, value]) => {
    const current = RENAMED_FIELDS.get(name)
    return [current === undefined || Object.hasOwn(definition, current) ? name : current, value] as const
  })
  return Object.fromEntries(entries)
}
