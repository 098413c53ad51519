import type { CodeIdentity } from '../backends/code/functions.js'
import type { OAuth2Definition, OidcDefinition } from '../backends/definition/definition.js'
import type { Person } from './provider/index.js'

type Definition = OidcDefinition | OAuth2Definition
type JsonObject = Record<string, unknown>

/** The claims with which a provider describes this person, under the names that the definition expects. */
export function toPerson(person: CodeIdentity, definition: Definition): Person {
  const { subject, email = null, emailVerified = false, claims = {} } = person
  const { emailVerified: flag, claims: names } = definition
  const values: readonly (readonly [path: string, value: unknown])[] = [
    [names.username, person.username],
    [names.name, person.name],
    [names.givenName, person.givenName],
    [names.familyName, person.familyName],
    [names.picture, person.picture],
    [names.email, email],
    [typeof flag === 'string' ? flag : 'email_verified', email === null ? null : emailVerified],
    ...(definition.kind === 'oauth2' && definition.subject !== null
      ? ([[definition.subject, subject]] as const)
      : []),
  ]
  const profile: JsonObject = structuredClone({ ...claims })
  for (const [path, value] of values)
    // A pattern such as a URL with paths in braces has no single place.
    if (value !== null && value !== undefined && !path.includes('{')) setPath(profile, path, value)
  return { ...profile, sub: subject }
}

/** The claim of the tenant, where the issuer of a user is that of their tenant. */
export function tenantClaim(
  { claims = {} }: CodeIdentity,
  { allowedTenants }: Pick<OidcDefinition, 'allowedTenants'>,
): { readonly tid: string } {
  const tid = claims['tid']
  return { tid: typeof tid === 'string' ? tid : (allowedTenants.find((each) => each !== 'any') ?? 'tenant') }
}

/** The list of addresses, for a provider that does not put the address into the profile. */
export function toEmailList(
  { email = null, emailVerified = false }: CodeIdentity,
  { emailList }: OAuth2Definition,
): unknown {
  const entry: JsonObject = {}
  setPath(entry, emailList.email, email)
  setPath(entry, emailList.primary, true)
  setPath(entry, emailList.verified, emailVerified)
  const list = email === null ? [] : [entry]
  if (emailList.list === null) return list
  const response: JsonObject = {}
  setPath(response, emailList.list, list)
  return response
}

/** Sets what `readClaimPath` reads at this path. */
function setPath(object: JsonObject, path: string, value: unknown): void {
  const names = path.split('.')
  const last = names.pop() ?? path
  let target = object
  for (const name of names) {
    const next = target[name]
    const inner: JsonObject = typeof next === 'object' && next !== null ? { ...next } : {}
    target[name] = inner
    target = inner
  }
  target[last] = value
}
