import { callbackAddress } from '../../../backends/callback-address.js'
import type { Definition } from '../../../backends/definition.js'
import type { AddressView } from '../../../views/index.js'
import type { Parts } from '../../parts.js'

/** The addresses of this site that are registered at a provider, of this name so far. */
export function addressesOf(
  { site }: Pick<Parts, 'site'>,
  name: string,
  { kind, callbackSlash }: Pick<Definition, 'kind' | 'callbackSlash'>,
): readonly AddressView[] {
  const base = `${site.origin}${site.basePath}`
  const each = (label: string, help: string, path: string, named: boolean): AddressView => {
    const before = base + path
    return { label, help, value: named ? before + name : before, before: named ? before : null }
  }
  const callback = {
    label: 'Callback address',
    help: 'Needed. Providers call it redirect URI, callback URL or sign-in redirect.',
    value: callbackAddress(base, { name, callbackSlash }),
    before: callbackAddress(base, { name: '', callbackSlash: false }),
  }
  // Nobody signs out at a provider of OAuth 2 through us, nor tells us of it.
  if (kind === 'oauth2') return [callback]
  return [
    callback,
    each(
      'After signing out',
      'If the provider asks for a post-logout redirect URI, so that signing out here can sign out there.',
      '/logged-out',
      false,
    ),
    each(
      'Back-channel logout',
      'If the provider can tell us that somebody has signed out there: back-channel logout URI.',
      '/logout/backchannel/',
      true,
    ),
  ]
}
