import type { LogoutNotice } from '../backends/capabilities.js'
import { hashToken } from '../crypto/tokens.js'
import { PortcullisError } from '../errors.js'
import { isSameIssuer } from '../identity.js'
import { message } from '../locales/messages.js'
import type { AccountKey } from '../store/accounts.js'
import type { PartialLogout } from '../store/partials.js'
import type { Queries, Store } from '../store/store.js'
import { hashProviderSid, hashProviderSubject } from './session-store.js'
import type { Sessions } from './sessions.js'

export interface ProviderLogoutDeps {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'endByProvider'>
  readonly clock: () => Date
}

/**
 * Clocks differ: a logout token may be meant for a session that was opened up to this long after the token was issued.
 */
const CLOCK_SKEW_MS = 30_000

/**
 * Ends the sessions that a verified logout token names (Back-Channel Logout 1.0 §2.7): those of one provider session,
 * or, if it names the subject only, every session that this account has opened. Sessions that are newer than the token
 * stay. Sign-ins that wait for an answer and approvals of devices end as well. A token is accepted once; the second time it ends nothing. Returns how many sessions are known to have ended.
 * @throws PortcullisError logout_token_rejected when its `sid` belongs to another subject
 */
export function handleLogoutToken(
  deps: ProviderLogoutDeps,
  backend: string,
  notice: LogoutNotice,
): Promise<number> {
  const { issuer, jti, sid, subject, issuedAt, expiresAt } = notice
  const latest = Math.min(issuedAt.getTime() + CLOCK_SKEW_MS, deps.clock().getTime())
  const before = new Date(latest)
  return deps.store.atomically(async (tx) => {
    if (!(await tx.consumeNonce(hashToken(`logout notice\0${backend}\0${jti}`), expiresAt))) return 0
    if (subject === null) {
      await endPartials(tx, { backend, sid, subjectHash: null, before })
      return endSessions(deps, tx, { backend, sid, accountId: null, before })
    }
    const key = { backend, issuer, subject }
    if (sid !== null) await requireSameAccount(tx, key, sid)
    await endPartials(tx, { backend, sid, subjectHash: hashProviderSubject(backend, key), before })
    const match = await tx.findAccount(key)
    return match?.account
      ? endSessions(deps, tx, { backend, sid, accountId: match.account.id, before }, match.user.id)
      : 0
  })
}

/** Ends the sessions that were opened from this session of the provider. */
export function handleFrontChannelLogout(
  deps: ProviderLogoutDeps,
  backend: string,
  sid: string,
): Promise<number> {
  const before = deps.clock()
  return deps.store.atomically(async (tx) => {
    await endPartials(tx, { backend, sid, subjectHash: null, before })
    return endSessions(deps, tx, { backend, sid, accountId: null, before })
  })
}

async function requireSameAccount(
  tx: Queries,
  { backend, issuer, subject }: AccountKey,
  sid: string,
): Promise<void> {
  const owners = await tx.listOwnersBySid(backend, hashProviderSid(backend, sid))
  if (owners.every((each) => each.subject === subject && isSameIssuer(each.issuer, issuer))) return
  throw new PortcullisError('logout_token_rejected', {
    detail: message('detail.labelled', {
      label: message('detail.of.logoutToken'),
      problem: message('detail.token.sid'),
    }),
  })
}

/** Ends sessions. A logout of the whole account also revokes approvals of devices, which would become sessions. */
async function endSessions(
  { sessions, clock }: ProviderLogoutDeps,
  tx: Queries,
  request: { backend: string; sid: string | null; accountId: string | null; before: Date },
  userId: string | null = null,
): Promise<number> {
  const logout = { ...request, sid: hashProviderSid(request.backend, request.sid) }
  const { accountId, sid, before } = logout
  if (accountId !== null && sid === null) await tx.denyDevices(accountId, before, clock())
  return sessions.endByProvider(logout, tx, userId)
}

/** Ends sign-ins that wait for an answer: otherwise the answer would open a session after the logout. */
function endPartials(tx: Queries, logout: PartialLogout): Promise<void> {
  return tx.deletePartialsByProvider({ ...logout, sid: hashProviderSid(logout.backend, logout.sid) })
}
