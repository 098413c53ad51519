import { redirectUriFor } from '../../backends/redirect-uri.js'
import type { Services } from '../services.js'

/** The redirect URI of a backend; for one that is not set up any more, the usual one. */
export function findRedirectUri(
  { backends, site }: Pick<Services, 'backends' | 'site'>,
  name: string,
): string {
  const defaultUri = redirectUriFor(`${site.origin}${site.basePath}`, { name })
  return backends.registry.get(name)?.redirectUri ?? defaultUri
}
