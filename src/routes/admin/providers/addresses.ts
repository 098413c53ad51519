import type { AddressView } from '../../../views/index.js'
import type { Parts } from '../../parts.js'

/** The addresses of this site that are registered at a provider. */
export function addressesOf({ site }: Pick<Parts, 'site'>, name: string): readonly AddressView[] {
  const base = `${site.origin}${site.basePath}`
  const each = (label: string, help: string, path: string, named: boolean): AddressView => {
    const before = base + path
    return { label, help, value: named ? before + name : before, before: named ? before : null }
  }
  return [
    each(
      'Callback address',
      'Needed. Providers call it redirect URI, callback URL or sign-in redirect.',
      '/complete/',
      true,
    ),
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
