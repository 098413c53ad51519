import { type Problem, problem } from './problem.js'

const NAME_PATTERN = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/
const MAX_NAME_LENGTH = 40

/** Words that have another meaning in the URLs of this site, in the API or in JavaScript. */
const RESERVED_NAMES = new Set(
  (
    'account admin api auth backchannel backend backends callback complete connect cookie device disconnect email ' +
    'false frontchannel health healthz home local login logout magic me new none null oidc password public register ' +
    'root session sessions signin signup static system token true undefined user users ' +
    'constructor prototype __proto__ hasownproperty tostring valueof'
  ).split(' '),
)

/**
 * What is wrong with the name of a backend, and the fix; null for a valid name. The name is part of URLs and of the key
 * of every account, so it has only one spelling: lowercase ASCII.
 */
export function nameProblem(name: string): Problem | null {
  if (name.length > MAX_NAME_LENGTH) return problem('fieldProblem.nameLong', { max: MAX_NAME_LENGTH })
  if (RESERVED_NAMES.has(name)) return problem('fieldProblem.nameReserved')
  return NAME_PATTERN.test(name) ? null : problem('fieldProblem.nameForm')
}

/** Whether a backend, or `password`, can have this name; a cheap check of foreign text before a lookup. */
export function hasNameSyntax(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && NAME_PATTERN.test(text)
}

/**
 * What is wrong with an issuer, and the fix; null for a valid issuer (Discovery §3 and §4.1). The issuer is compared
 * with metadata and tokens exactly, so it is never normalized here.
 */
export function issuerProblem(issuer: string, allowInsecure: boolean): Problem | null {
  if (!URL.canParse(issuer) || issuer !== issuer.trim()) {
    return problem('fieldProblem.issuerUrl')
  }
  const { protocol, search, hash, username, password, pathname } = new URL(issuer)
  if (protocol !== 'https:' && !(protocol === 'http:' && allowInsecure)) {
    return problem('fieldProblem.https')
  }
  if (username !== '' || password !== '') return problem('fieldProblem.urlUser')
  if (search !== '' || hash !== '' || /[?#]/.test(issuer)) {
    return problem('fieldProblem.issuerQuery')
  }
  if (/\/\.well-known(\/|$)/i.test(pathname)) {
    return problem('fieldProblem.issuerMetadata')
  }
  return null
}

/** What is wrong with the URL of an endpoint, and the fix; null for a valid URL. A query is allowed. */
export function endpointProblem(endpoint: string, allowInsecure: boolean): Problem | null {
  if (!URL.canParse(endpoint) || endpoint !== endpoint.trim()) {
    return problem('fieldProblem.endpointUrl')
  }
  const { protocol, hash, username, password } = new URL(endpoint)
  if (protocol !== 'https:' && !(protocol === 'http:' && allowInsecure)) {
    return problem('fieldProblem.https')
  }
  if (username !== '' || password !== '') return problem('fieldProblem.urlUser')
  return hash !== '' || endpoint.includes('#') ? problem('fieldProblem.urlFragment') : null
}
