/** Claims by name, or any other JSON object. */
type JsonObject = Readonly<Record<string, unknown>>

/**
 * The value of a claim, or at a path such as `realm_access.roles` or `emails.0.value`. A claim whose name is the whole
 * path takes precedence. It is never an inherited property of an object.
 */
export function readClaimPath(claims: JsonObject, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>(getMember, claims)
}

function getMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(name)
}

/** One value where one is wanted: of a list, its first text; any other value as it is. */
export function firstText(value: unknown): unknown {
  return Array.isArray(value) ? value.find((each) => typeof each === 'string' && each !== '') : value
}

/** The values of a claim that may be a list. The keys of an object count as values, as of `{ "admin": {}, "staff": {} }`. */
export function listClaimValues(value: unknown): readonly unknown[] {
  if (value === undefined || value === null) return []
  if (Array.isArray(value)) return value
  return typeof value === 'object' ? Object.keys(value) : [value]
}

/** Longest list that is searched; no user has more groups. */
const MAX_VALUES = 10_000

/**
 * Whether a claim is one of the texts, or a list or an object with one of them. `true` and numbers are compared as text.
 */
export function hasClaimValue(value: unknown, expected: readonly string[]): boolean {
  return listClaimValues(value)
    .slice(0, MAX_VALUES)
    .some((each) => ['string', 'boolean', 'number'].includes(typeof each) && expected.includes(String(each)))
}
