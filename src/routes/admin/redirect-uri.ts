import { redirectUriFor } from '../../backends/redirect-uri.js'
import type { Services } from '../services.js'

/** Where the provider of a backend sends people back; of one that is not set up any more, where it usually would. */
export function findRedirectUri(
  { backends, site }: Pick<Services, 'backends' | 'site'>,
  name: string,
): string {
  const defaultUri = redirectUriFor(`${site.origin}${site.basePath}`, { name })
  return backends.registry.get(name)?.redirectUri ?? defaultUri
}
