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
export function nameProblem(name: string): string | null {
  if (name.length > MAX_NAME_LENGTH)
    return `the name is longer than ${MAX_NAME_LENGTH} characters; choose a shorter one`
  if (RESERVED_NAMES.has(name))
    return 'the name is reserved; choose another, such as the name of the provider'
  if (NAME_PATTERN.test(name)) return null
  return 'the name must start with a letter and contain only a-z, 0-9 and single "-" or "_" between them; rename it'
}

/** Whether a backend, or `password`, can have this name; a cheap check of foreign text before a lookup. */
export function hasNameSyntax(text: string): boolean {
  return text.length <= MAX_NAME_LENGTH && NAME_PATTERN.test(text)
}

/**
 * What is wrong with an issuer, and the fix; null for a valid issuer (Discovery §3 and §4.1). The issuer is compared
 * with metadata and tokens exactly, so it is never normalized here.
 */
export function issuerProblem(issuer: string, allowInsecure: boolean): string | null {
  if (!URL.canParse(issuer) || issuer !== issuer.trim()) {
    return 'is not a URL; write the issuer exactly as the provider does, such as https://id.example.com'
  }
  const { protocol, search, hash, username, password, pathname } = new URL(issuer)
  if (protocol !== 'https:' && !(protocol === 'http:' && allowInsecure)) {
    return 'must be an https URL; http is for development only, see ALLOW_INSECURE_ISSUERS'
  }
  if (username !== '' || password !== '') return 'must not contain a user name or a password; remove them'
  if (search !== '' || hash !== '' || /[?#]/.test(issuer)) {
    return 'must not contain a query or a fragment; remove what follows "?" or "#"'
  }
  if (/\/\.well-known(\/|$)/i.test(pathname)) {
    return 'is the URL of the metadata; write only the part before /.well-known/'
  }
  return null
}

/** What is wrong with the URL of an endpoint, and the fix; null for a valid URL. A query is allowed. */
export function endpointProblem(endpoint: string, allowInsecure: boolean): string | null {
  if (!URL.canParse(endpoint) || endpoint !== endpoint.trim()) {
    return 'is not a URL; write the whole URL, such as https://id.example.com/oauth/token'
  }
  const { protocol, hash, username, password } = new URL(endpoint)
  if (protocol !== 'https:' && !(protocol === 'http:' && allowInsecure)) {
    return 'must be an https URL; http is for development only, see ALLOW_INSECURE_ISSUERS'
  }
  if (username !== '' || password !== '') return 'must not contain a user name or a password; remove them'
  return hash !== '' || endpoint.includes('#') ? 'must not contain a fragment; remove what follows "#"' : null
}
