import { nameProblem } from '../../../backends/names.js'

/** What stands in host names for the sign-in itself, and says nothing about whose it is. */
const COMMON_HOST_LABELS = new Set(
  'www id idp login logon auth auth0 oauth oidc openid sso account accounts identity connect signin secure api'.split(
    ' ',
  ),
)

/**
 * A name to suggest for a provider: that of its preset, or what its host is called, such as `acme` for
 * `https://id.acme.example`; with a number where that is taken.
 */
export function suggestName(preset: string, issuer: string, isTaken: (name: string) => boolean): string {
  const suggestion = preset === '' ? nameFromIssuer(issuer) : preset
  const base = nameProblem(suggestion) === null ? suggestion : 'provider'
  const candidates = Array.from({ length: 200 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`))
  return candidates.find((name) => !isTaken(name)) ?? base
}

function nameFromIssuer(issuer: string): string {
  const { hostname, pathname } = new URL(issuer)
  // Behind an address or a machine's own name, the path tells more.
  const labels = /^[\d.]+$|:|^localhost$/.test(hostname)
    ? pathname.split('/').filter(Boolean).reverse()
    : hostname.split('.').filter((label) => !COMMON_HOST_LABELS.has(label))
  return (labels[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
