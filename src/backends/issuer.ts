/**
 * What is wrong with an issuer, and the fix; null for a good one (Discovery §3 and §4.1). It is compared with the
 * metadata and with tokens letter for letter, so it is never tidied here.
 */
export function issuerProblem(issuer: string, allowInsecure: boolean): string | null {
  if (!URL.canParse(issuer) || issuer !== issuer.trim()) {
    return 'is not a URL; write the issuer as the provider does, such as https://id.example.com'
  }
  const { protocol, search, hash, username, password, pathname } = new URL(issuer)
  if (protocol !== 'https:' && !(protocol === 'http:' && allowInsecure)) {
    return 'must be an https address; http is for development only, see ALLOW_INSECURE_ISSUERS'
  }
  if (username !== '' || password !== '') return 'must not contain a user name or a password; remove them'
  if (search !== '' || hash !== '' || /[?#]/.test(issuer)) {
    return 'must not contain a query or a fragment; remove what follows "?" or "#"'
  }
  if (/\/\.well-known(\/|$)/i.test(pathname)) {
    return 'is the address of the metadata; write only what comes before /.well-known/'
  }
  return null
}
