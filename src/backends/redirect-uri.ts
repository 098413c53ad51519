import type { Definition } from './definition/definition.js'

/** What a redirect URI depends on. */
export type RedirectUriOptions = Pick<Definition, 'name'> &
  Partial<Pick<Definition, 'redirectUriTrailingSlash'>>

/**
 * Where the provider of a backend sends users back (RFC 6749 §3.1.2), exactly as it is registered there.
 * This is the one place that knows the path.
 * @param baseUrl BASE_URL; or the base path alone, for the path of the redirect URI
 */
export function redirectUriFor(
  baseUrl: string,
  { name, redirectUriTrailingSlash = false }: RedirectUriOptions,
): string {
  return `${baseUrl}/complete/${name}${redirectUriTrailingSlash ? '/' : ''}`
}
