/** What is wrong with the address of an endpoint, and the fix; null for a good one. A query is allowed. */
export function endpointProblem(endpoint: string, allowInsecure: boolean): string | null {
  if (!URL.canParse(endpoint) || endpoint !== endpoint.trim()) {
    return 'is not a URL; write the whole address, such as https://id.example.com/oauth/token'
  }
  const { protocol, hash, username, password } = new URL(endpoint)
  if (protocol !== 'https:' && !(protocol === 'http:' && allowInsecure)) {
    return 'must be an https address; http is for development only, see ALLOW_INSECURE_ISSUERS'
  }
  if (username !== '' || password !== '') return 'must not contain a user name or a password; remove them'
  return hash !== '' || endpoint.includes('#') ? 'must not contain a fragment; remove what follows "#"' : null
}
