import { PortcullisError } from '../../errors.js'
import type { RefreshResult } from '../refreshing.js'
import { withTimeout } from './deadline.js'
import { toProviderError } from './failures.js'
import { toRefreshFailure, REFRESH_LABEL } from './refresh-grant.js'

/** In milliseconds, behind the refresh itself; whoever waits for somebody else's refresh waits as long as both. */
const USERINFO_TIMEOUT_MS = 3000

type RefreshSuccess = Extract<RefreshResult, { ok: true }>

/**
 * Asks the provider's API, with new tokens that no ID Token came with, whose they are. An API that names somebody else, or
 * nobody, is believed. One that does not answer proves nothing: the tokens are kept, since the refresh token before
 * them may be spent by now and the person would have to connect again whenever an API is slow.
 * @param fetchSubject resolves to the subject; identity_rejected when the answer names none
 */
export async function verifySameSubject(
  refreshed: RefreshSuccess,
  subject: string,
  fetchSubject: (signal: AbortSignal) => Promise<string>,
): Promise<RefreshResult> {
  try {
    const actualSubject = await withTimeout(USERINFO_TIMEOUT_MS, fetchSubject)
    return actualSubject === subject
      ? refreshed
      : toRefreshFailure('other_person', 'the tokens are of another person')
  } catch (error) {
    const { code, detail } = toProviderError(error, REFRESH_LABEL, 'provider_unavailable')
    if (error instanceof PortcullisError && code === 'identity_rejected')
      return toRefreshFailure('disbelieved', detail ?? code)
    return { ...refreshed, unverifiedReason: detail ?? code }
  }
}
