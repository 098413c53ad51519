import type { Claims } from '../protocol/claims.js'

/** What stands at a path such as `user.id` or `emails.0.value`; a name with a dot in it goes before the path. */
export function at(claims: Claims, path: string): unknown {
  if (Object.hasOwn(claims, path)) return claims[path]
  return path.split('.').reduce<unknown>(member, claims)
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined
  return new Map<string, unknown>(Object.entries(value)).get(name)
}

/** The value at a path; or an address such as `https://cdn.example/{id}.png` with the values at the paths in braces. */
export function read(claims: Claims, pattern: string): unknown {
  if (!pattern.includes('{')) return at(claims, pattern)
  const values = [...pattern.matchAll(/\{([^{}]+)\}/g)].map(([, path = '']) => at(claims, path))
  // An address with a gap in it leads to nothing, or to somebody else.
  if (!values.every(isWord)) return undefined
  return pattern.replace(/\{([^{}]+)\}/g, () => encodeURIComponent(String(values.shift())))
}

function isWord(value: unknown): value is string | number {
  return typeof value === 'number' || (typeof value === 'string' && value !== '')
}
