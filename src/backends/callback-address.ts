import type { Definition } from './definition.js'

/** Where the provider of a backend sends people back: its redirect URI, letter for letter as it is registered there. */
export function redirectUriFor(
  baseUrl: string,
  { name, callbackSlash }: Pick<Definition, 'name' | 'callbackSlash'>,
): string {
  return `${baseUrl}/complete/${name}${callbackSlash ? '/' : ''}`
}
