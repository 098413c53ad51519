const NAME_PATTERN = /^[a-z][a-z0-9]*(?:[-_][a-z0-9]+)*$/
const MAX_NAME_LENGTH = 40

/** Words that mean something else in our URLs, in the API or to JavaScript. */
const RESERVED_NAMES = new Set(
  (
    'account admin api auth backchannel backend backends callback complete connect cookie device disconnect email ' +
    'false frontchannel health healthz home local login logout magic me new none null oidc password public register ' +
    'root session sessions signin signup static system token true undefined user users ' +
    'constructor prototype __proto__ hasownproperty tostring valueof'
  ).split(' '),
)

/**
 * What is wrong with a name for a backend, and the fix; null for a good one. Names stand in URLs and in the key of
 * every account, so there is one spelling only: lower-case ASCII.
 */
export function nameProblem(name: string): string | null {
  if (name.length > MAX_NAME_LENGTH)
    return `the name is longer than ${MAX_NAME_LENGTH} characters; choose a shorter one`
  if (RESERVED_NAMES.has(name)) return 'the name is reserved; choose another, such as that of the provider'
  if (NAME_PATTERN.test(name)) return null
  return 'the name must begin with a letter and hold only a-z, 0-9 and single "-" or "_" between them; rename it'
}
