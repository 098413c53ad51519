import { faultInName } from '../../../backends/names.js'

/** What stands in host names for the sign-in itself, and says nothing about whose it is. */
const COMMON = new Set(
  'www id idp login logon auth auth0 oauth oidc openid sso account accounts identity connect signin secure api'.split(
    ' ',
  ),
)

/**
 * A name to suggest for a provider: that of its preset, or what its host is called, such as `acme` for
 * `https://id.acme.example`; with a number where that is taken.
 */
export function nameFor(preset: string, issuer: string, isTaken: (name: string) => boolean): string {
  const wish = preset === '' ? wishOf(issuer) : preset
  const sound = faultInName(wish) === null ? wish : 'provider'
  const numbers = Array.from({ length: 200 }, (_, index) => (index === 0 ? sound : `${sound}-${index + 1}`))
  return numbers.find((name) => !isTaken(name)) ?? sound
}

function wishOf(issuer: string): string {
  const { hostname, pathname } = new URL(issuer)
  // Behind an address or a machine's own name, the path tells more.
  const labels = /^[\d.]+$|:|^localhost$/.test(hostname)
    ? pathname.split('/').filter(Boolean).reverse()
    : hostname.split('.').filter((label) => !COMMON.has(label))
  return (labels[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
