import { nameProblem } from '../../../backends/definition/validators.js'

/** Host labels that stand for the sign-in itself and say nothing about the owner. */
const COMMON_HOST_LABELS = new Set(
  'www id idp login logon auth auth0 oauth oidc openid sso account accounts identity connect signin secure api'.split(
    ' ',
  ),
)

/**
 * Suggests a name for a provider: the name of its preset, or the main label of its host, such as `acme` for
 * `https://id.acme.example`; with a number if the name is taken.
 */
export function suggestName(preset: string, issuer: string, isTaken: (name: string) => boolean): string {
  const suggestion = preset === '' ? nameFromIssuer(issuer) : preset
  const base = nameProblem(suggestion) === null ? suggestion : 'provider'
  const candidates = Array.from({ length: 200 }, (_, index) => (index === 0 ? base : `${base}-${index + 1}`))
  return candidates.find((name) => !isTaken(name)) ?? base
}

function nameFromIssuer(issuer: string): string {
  const { hostname, pathname } = new URL(issuer)
  // For an IP address or a local host name, the path says more.
  const labels = /^[\d.]+$|:|^localhost$/.test(hostname)
    ? pathname.split('/').filter(Boolean).reverse()
    : hostname.split('.').filter((label) => !COMMON_HOST_LABELS.has(label))
  return (labels[0] ?? '')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
}
