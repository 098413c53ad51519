import { message } from '../../locales/messages.js'
import { PortcullisError } from '../../errors.js'
import type { HttpFetch } from '../../http-client/http-client.js'
import { copyProfile, type Identity } from '../../identity.js'
import type { ClaimUse } from '../protocol/claims.js'
import { dropUnusedClaims, pickStorableClaims, readMembers } from '../protocol/claims.js'
import { withGroups } from '../protocol/identity.js'
import { callFunction, functionLabel } from './call-function.js'
import type { CodeTokens, EnrichFunction } from './functions.js'
import { IDENTIFYING_CLAIMS, toPlainJson } from './read-identity.js'

/** What enriching an identity needs. */
export interface Enrichment {
  readonly definition: ClaimUse & { readonly name: string; readonly enrich: EnrichFunction | null }
  readonly tokens: CodeTokens
  readonly fetch: HttpFetch
  readonly signal: AbortSignal
}

/**
 * Adds the claims that the definition's own function returns. They replace claims of the same names, but they cannot say
 * who the user is: a claim such as `sub` or `email` is an error.
 * @throws PortcullisError backend_failed, identity_rejected, provider_timeout; the code of a call that failed
 */
export async function enrichIdentity(
  identity: Identity,
  { definition, tokens, fetch, signal }: Enrichment,
): Promise<Identity> {
  const { enrich, name: backend, groupsClaim } = definition
  if (enrich === null) return identity
  const call = { backend, name: 'enrich', fetch, signal }
  const returned = await callFunction(call, (http) => enrich(copyProfile(identity), tokens, http))
  const label = functionLabel('enrich', backend)
  const added = readMembers(toPlainJson(returned, label))
  if (added === null)
    throw new PortcullisError('identity_rejected', {
      detail: message('detail.labelled', { label, problem: message('detail.itNotObject') }),
    })
  const forbidden = Object.keys(added).find((name) => IDENTIFYING_CLAIMS.has(name))
  if (forbidden !== undefined)
    throw new PortcullisError('identity_rejected', {
      detail: message('detail.labelled', {
        label,
        problem: message('detail.forbiddenClaim', { claim: JSON.stringify(forbidden) }),
      }),
    })
  const claims = dropUnusedClaims(
    Object.fromEntries([...Object.entries(identity.claims), ...pickStorableClaims(added)]),
    definition,
  )
  return { ...identity, claims: withGroups(claims, groupsClaim) }
}
