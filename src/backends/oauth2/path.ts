import type { Claims } from '../protocol/claims.js'

/** What stands at a path such as `user.id` or `emails.0.value`; a name with a dot in it goes before the path. */
export function getPath(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>(getMember, claims)
}

function getMember(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(name)
}

/** The value at a path; or an address such as `https://cdn.example/{id}.png` with the values at the paths in braces. */
export function interpolate(claims: Claims, pattern: string): unknown {
  if (!pattern.includes('{')) return getPath(claims, pattern)
  const values = [...pattern.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => getPath(claims, path))
  // An address with a gap in it leads to nothing, or to somebody else.
  if (!values.every(isScalar)) return undefined
  return pattern.replace(/\{([^{}]+)\}/g, () => encodeURIComponent(String(values.shift())))
}

function isScalar(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
