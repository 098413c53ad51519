import { callbackAddress } from '../../backends/callback-address.js'
import type { Parts } from '../parts.js'

/** Where the provider of a backend sends people back; of one that is not set up any more, where it usually would. */
export function redirectUriOf({ registry, site }: Pick<Parts, 'registry' | 'site'>, name: string): string {
  const usual = callbackAddress(`${site.origin}${site.basePath}`, { name, callbackSlash: false })
  return registry.get(name)?.redirectUri ?? usual
}
