import { redirectUriFor } from '../../../backends/callback-address.js'
import type { Definition } from '../../../backends/definition.js'
import type { UrlView } from '../../../views/index.js'
import type { Services } from '../../parts.js'

/** The addresses of this site that are registered at a provider, of this name so far. */
export function providerUrls(
  { site }: Pick<Services, 'site'>,
  name: string,
  { kind, callbackSlash }: Pick<Definition, 'kind' | 'callbackSlash'>,
): readonly UrlView[] {
  const base = `${site.origin}${site.basePath}`
  const toAddress = (label: string, help: string, path: string, hasName: boolean): UrlView => {
    const prefix = base + path
    return { label, help, value: hasName ? prefix + name : prefix, prefix: hasName ? prefix : null }
  }
  const callback = {
    label: 'Callback address',
    help: 'Needed. Providers call it redirect URI, callback URL or sign-in redirect.',
    value: redirectUriFor(base, { name, callbackSlash }),
    prefix: redirectUriFor(base, { name: '', callbackSlash: false }),
  }
  // Nobody signs out at a provider of OAuth 2 through us, nor tells us of it.
  if (kind === 'oauth2') return [callback]
  return [
    callback,
    toAddress(
      'After signing out',
      'If the provider asks for a post-logout redirect URI, so that signing out here can sign out there.',
      '/logged-out',
      false,
    ),
    toAddress(
      'Back-channel logout',
      'If the provider can tell us that somebody has signed out there: back-channel logout URI.',
      '/logout/backchannel/',
      true,
    ),
  ]
}
