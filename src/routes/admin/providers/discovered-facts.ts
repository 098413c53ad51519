import { ASYMMETRIC_ALGORITHMS, SYMMETRIC_ALGORITHMS } from '../../../backends/definition/oidc.js'
import { KEY_ALGORITHMS } from '../../../backends/oidc/encrypted-token.js'
import type { ProviderMetadata } from '../../../backends/oidc/metadata.js'
import type { Translator } from '../../../locales/translator.js'
import type { LabelValue } from '../../../pages/render.js'

const MAX_NAMES = 20

/** What a provider says about itself in its metadata, and what this site does about it, in plain words. */
export function listDiscoveredFacts(
  facts: ProviderMetadata | null,
  translator: Translator,
): readonly LabelValue[] {
  if (facts === null) return []
  const lines = [
    ['issuer', facts.issuer],
    ['authorizationEndpoint', facts.authorization_endpoint],
    ['tokenEndpoint', facts.token_endpoint],
    ['userInfoEndpoint', facts.userinfo_endpoint ?? translator.t('adminFacts.noUserInfo')],
    ['clientAuthentication', describeClientAuthentication(facts, translator)],
    ['signing', describeSigning(facts, translator)],
    ['encryption', describeEncryption(facts, translator)],
    ['pushed', describePushedRequests(facts, translator)],
    ['pkce', describePkce(facts, translator)],
    ['verifiedAddresses', describeVerifiedAddresses(facts, translator)],
    ['signOut', describeLogout(facts, translator)],
    ['scopes', facts.scopes_supported.join(' ')],
    ['claims', facts.claims_supported.join(' ')],
  ] as const
  return lines.flatMap(([name, value]) =>
    value === '' ? [] : [{ label: translator.t(`adminFacts.${name}`), value }],
  )
}

function listNames(names: readonly string[], translator: Translator): string {
  const count = names.length - MAX_NAMES
  const first = names.slice(0, MAX_NAMES).join(', ')
  return count > 0 ? translator.t('adminFacts.andMore', { names: first, count }) : first
}

function describeClientAuthentication(
  { token_endpoint_auth_methods_supported: listed }: ProviderMetadata,
  translator: Translator,
): string {
  // Discovery §3: without this member it is "client_secret_basic".
  if (listed === undefined) return translator.t('adminFacts.authUnlisted')
  const names = listNames(listed, translator) || translator.t('adminFacts.emptyList')
  const method = ['client_secret_basic', 'client_secret_post'].find((each) => listed.includes(each))
  if (method !== undefined) return translator.t('adminFacts.authSecret', { names, method })
  if (listed.includes('private_key_jwt')) return translator.t('adminFacts.authKey', { names })
  return translator.t(listed.includes('none') ? 'adminFacts.authNone' : 'adminFacts.authUnsupported', {
    names,
  })
}

function describeSigning(
  { id_token_signing_alg_values_supported: listed }: ProviderMetadata,
  translator: Translator,
): string {
  if (listed === undefined) return translator.t('adminFacts.signingUnlisted')
  const names = listNames(listed, translator)
  const supported = ASYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  if (supported.length === listed.length) return translator.t('adminFacts.signingAll', { names })
  const accepted = listNames(supported, translator) || translator.t('adminFacts.signingNone')
  const byChoice = SYMMETRIC_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  if (byChoice.length === 0) return translator.t('adminFacts.signingSome', { names, accepted })
  const chosen = listNames(byChoice, translator)
  return translator.t('adminFacts.signingByChoice', { names, accepted, chosen })
}

function describeEncryption(
  { id_token_encryption_alg_values_supported: listed }: ProviderMetadata,
  translator: Translator,
): string {
  if (listed.length === 0) return translator.t('adminFacts.none')
  const names = listNames(listed, translator)
  const supported = KEY_ALGORITHMS.filter((algorithm) => listed.includes(algorithm))
  if (supported.length === 0) return translator.t('adminFacts.encryptionUnsupported', { names })
  const accepted = listNames(supported, translator)
  return translator.t('adminFacts.encryptionPossible', { names, accepted })
}

function describePushedRequests(
  {
    require_pushed_authorization_requests: required,
    pushed_authorization_request_endpoint: endpoint,
  }: ProviderMetadata,
  translator: Translator,
): string {
  if (required === true) return translator.t('adminFacts.pushedRequired')
  return endpoint === undefined
    ? translator.t('adminFacts.pushedUnsupported')
    : translator.t('adminFacts.pushedPossible', { setting: '{"pushedAuthorization": true}' })
}

function describePkce(
  { code_challenge_methods_supported: listed }: ProviderMetadata,
  translator: Translator,
): string {
  if (listed.includes('S256')) return translator.t('adminFacts.pkceUsed')
  return listed.length === 0
    ? translator.t('adminFacts.pkceUnlisted')
    : translator.t('adminFacts.pkceOnly', { names: listNames(listed, translator) })
}

function describeVerifiedAddresses(
  { claims_supported: claims }: ProviderMetadata,
  translator: Translator,
): string {
  if (claims.length === 0) return translator.t('adminFacts.verifiedUnknown')
  return translator.t(
    claims.includes('email_verified') ? 'adminFacts.verifiedListed' : 'adminFacts.verifiedUnlisted',
  )
}

function describeLogout(facts: ProviderMetadata, translator: Translator): string {
  const setting = '{"frontChannelLogout": true}'
  const logout = [
    facts.end_session_endpoint === undefined ? null : translator.t('adminFacts.signOutThere'),
    facts.backchannel_logout_supported ? translator.t('adminFacts.signOutReported') : null,
    facts.frontchannel_logout_supported ? translator.t('adminFacts.signOutFrontChannel', { setting }) : null,
  ].filter((word) => word !== null)
  if (logout.length === 0) return translator.t('adminFacts.signOutUnsupported')
  return logout.reduce((first, second) => translator.t('adminFacts.both', { first, second }))
}
