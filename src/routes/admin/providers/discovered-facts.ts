import { ASYMMETRIC_ALGORITHMS, SYMMETRIC_ALGORITHMS } from '../../../backends/definition/oidc.js'
import { KEY_ALGORITHMS } from '../../../backends/oidc/encrypted-token.js'
import type { ProviderMetadata } from '../../../backends/oidc/metadata.js'
import type { LabelValue } from '../../../pages/render.js'

const MAX_NAMES = 20

/** What a provider says about itself in its metadata, and what this site does about it, in plain words. */
export function listDiscoveredFacts(facts: ProviderMetadata | null): readonly LabelValue[] {
  if (facts === null) return []
  const lines = [
    ['Issuer', facts.issuer],
    ['Authorization endpoint', facts.authorization_endpoint],
    ['Token endpoint', facts.token_endpoint],
    ['UserInfo endpoint', facts.userinfo_endpoint ?? 'none; all claims must be in the ID token'],
    ['Client authentication', describeClientAuthentication(facts)],
    ['Signing of ID tokens', describeSigning(facts)],
    ['Encryption of ID tokens', describeEncryption(facts)],
    ['Pushed authorization', describePushedRequests(facts)],
    ['PKCE', describePkce(facts)],
    ['Verified addresses', describeVerifiedAddresses(facts)],
    ['Sign-out', describeLogout(facts)],
    ['Scopes', facts.scopes_supported.join(' ')],
    ['Claims', facts.claims_supported.join(' ')],
  ] as const
  return lines.flatMap(([label, value]) => (value === '' ? [] : [{ label, value }]))
}

function listNames(names: readonly string[]): string {
  const rest = names.length - MAX_NAMES
  return `${names.slice(0, MAX_NAMES).join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`
}

function describeClientAuthentication({
  token_endpoint_auth_methods_supported: listed,
}: ProviderMetadata): string {
  // Discovery §3: without this member it is "client_secret_basic".
  if (listed === undefined) return 'client_secret_basic, because no method is listed; this site uses it'
  const names = listNames(listed) || 'an empty list'
  const secretMethod = ['client_secret_basic', 'client_secret_post'].find((method) => listed.includes(method))
  if (secretMethod !== undefined) return `${names}; with a client secret, this site uses ${secretMethod}`
  if (listed.includes('private_key_jwt'))
    return `${names}; no client secret is accepted, so fill in “Client key” and choose private_key_jwt as “Client authentication”`
  if (listed.includes('none'))
    return `${names}; no client secret is accepted, so choose “No secret” as “Client authentication”`
  return `${names}; this site supports none of them, so choose another method as “Client authentication” and ask the provider`
}

function describeSigning({ id_token_signing_alg_values_supported: listed }: ProviderMetadata): string {
  if (listed === undefined) return 'RS256, because no algorithm is listed; this site accepts it'
  const accepted = ASYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  const names = listNames(listed)
  if (accepted.length === listed.length) return `${names}; this site accepts each of them`
  const byChoice = SYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  const hint = byChoice.length === 0 ? '' : `, and ${listNames(byChoice)} only if you choose it`
  return `${names}; this site accepts ${listNames(accepted) || 'none of them by itself'}${hint}`
}

function describeEncryption({ id_token_encryption_alg_values_supported: listed }: ProviderMetadata): string {
  if (listed.length === 0) return 'none'
  const accepted = KEY_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  const names = listNames(listed)
  if (accepted.length === 0)
    return `possible with ${names}, which this site does not support: leave encryption off at the provider`
  return `possible with ${names}; leave it off at the provider, or fill in “Decryption key” and use ${listNames(accepted)}`
}

function describePushedRequests({
  require_pushed_authorization_requests: required,
  pushed_authorization_request_endpoint: endpoint,
}: ProviderMetadata): string {
  if (required === true) return 'required; this site pushes its requests'
  return endpoint === undefined
    ? 'not supported, and not needed'
    : 'possible, but not required; this site uses it with {"pushedAuthorization": true}'
}

function describePkce({ code_challenge_methods_supported: listed }: ProviderMetadata): string {
  if (listed.includes('S256')) return 'supported with S256; this site uses it'
  const names = listed.length === 0 ? 'not listed' : `only ${listNames(listed)} listed`
  return `${names}; this site sends S256, which providers without it ignore`
}

function describeVerifiedAddresses({ claims_supported: claims }: ProviderMetadata): string {
  if (claims.length === 0) return 'unknown, because the provider lists no claims; the test sign-in shows it'
  if (claims.includes('email_verified')) return 'the provider says whether an address is verified'
  const help = 'fill in “Where the provider says that an address is verified” if you need verified addresses'
  return `the claim email_verified is not listed: ${help}`
}

function describeLogout(facts: ProviderMetadata): string {
  const logout = [
    facts.end_session_endpoint === undefined ? null : 'this site can sign people out there',
    facts.backchannel_logout_supported ? 'it reports sign-outs there (back-channel)' : null,
    facts.frontchannel_logout_supported
      ? 'it can report them through the browser (front-channel), with {"frontChannelLogout": true}'
      : null,
  ].filter((word) => word !== null)
  return logout.length === 0 ? 'not supported' : logout.join('; ')
}
