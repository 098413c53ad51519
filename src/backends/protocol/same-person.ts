import { PortcullisError } from '../../errors.js'
import type { Refreshed } from '../refreshing.js'
import { withinDeadline } from './deadline.js'
import { providerFailure } from './failures.js'
import { notRefreshed, REFRESH } from './refresh-grant.js'

/** In milliseconds, behind the refresh itself; whoever waits for somebody else's refresh waits as long as both. */
const PATIENCE = 3000

type Fresh = Extract<Refreshed, { ok: true }>

/**
 * Asks the provider's API, with new tokens that no ID Token came with, whose they are. An API that names somebody else, or
 * nobody, is believed. One that does not answer proves nothing: the tokens are kept, since the refresh token before
 * them may be spent by now and the person would have to connect again whenever an API is slow.
 * @param ask resolves to the subject; identity_rejected when the answer names none
 */
export async function ofSamePerson(
  fresh: Fresh,
  subject: string,
  ask: (signal: AbortSignal) => Promise<string>,
): Promise<Refreshed> {
  try {
    const told = await withinDeadline(PATIENCE, ask)
    return told === subject ? fresh : notRefreshed('other_person', 'the tokens are of another person')
  } catch (error) {
    const { code, detail } = providerFailure(error, REFRESH, 'provider_unavailable')
    if (error instanceof PortcullisError && code === 'identity_rejected')
      return notRefreshed('disbelieved', detail ?? code)
    return { ...fresh, unproven: detail ?? code }
  }
}
