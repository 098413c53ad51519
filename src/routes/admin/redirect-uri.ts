import { redirectUriFor } from '../../backends/create-backend.js'
import type { Services } from '../services.js'

/** Where the provider of a backend sends people back; of one that is not set up any more, where it usually would. */
export function findRedirectUri(
  { registry, site }: Pick<Services, 'registry' | 'site'>,
  name: string,
): string {
  const defaultUri = redirectUriFor(`${site.origin}${site.basePath}`, { name, callbackSlash: false })
  return registry.get(name)?.redirectUri ?? defaultUri
}
