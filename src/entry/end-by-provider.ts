import { hashToken } from '../crypto/token.js'
import { PortcullisError } from '../errors.js'
import type { LogoutNotice } from '../backends/hearing-logout.js'
import { providerSession } from '../session/provider-session.js'
import type { Sessions } from '../session/sessions.js'
import type { Store, StoreVerbs } from '../store/store.js'

export interface EndParts {
  readonly store: Pick<Store, 'atomically'>
  readonly sessions: Pick<Sessions, 'endByProvider'>
  readonly now: () => Date
}

/** Clocks differ: a session that was opened this much after a notice may still be one that the notice is about. */
const LEEWAY_MS = 30_000

/**
 * Ends what a sound notice of a provider is about (Back-Channel Logout 1.0 §2.7): one session of one person, one session,
 * or, where it names the person only, every session that this account has opened here, on whatever carrier. Sessions that
 * are newer than the notice stay. A notice counts once; again, it ends nothing. Returns how many are known to have ended.
 * @throws PortcullisError logout_token_refused when the session it names is known to be somebody else's
 */
export function endByNotice(parts: EndParts, backend: string, notice: LogoutNotice): Promise<number> {
  const { jti, sid, subject, issuedAt, expiresAt } = notice
  const latest = Math.min(issuedAt.getTime() + LEEWAY_MS, parts.now().getTime())
  const before = new Date(latest)
  return parts.store.atomically(async (within) => {
    if (!(await within.markOnce(hashToken(`logout notice\0${backend}\0${jti}`), expiresAt))) return 0
    if (subject === null) return end(parts, within, { backend, sid, accountId: null, before })
    if (sid !== null) await requireSubject(within, { backend, sid, subject })
    const found = await within.findAccount(backend, subject)
    return found === null ? 0 : end(parts, within, { backend, sid, accountId: found.account.id, before })
  })
}

/** Ends the session here that came from this session of the provider. */
export function endProviderSession(parts: EndParts, backend: string, sid: string): Promise<number> {
  const before = parts.now()
  return parts.store.atomically((within) => end(parts, within, { backend, sid, accountId: null, before }))
}

async function requireSubject(
  within: StoreVerbs,
  { backend, sid, subject }: { backend: string; sid: string; subject: string },
): Promise<void> {
  const subjects = await within.subjectsOfSid(backend, providerSession(backend, sid))
  if (subjects.every((each) => each === subject)) return
  throw new PortcullisError('logout_token_refused', { detail: 'the logout token: sid is of another sub' })
}

function end(
  { sessions }: EndParts,
  within: StoreVerbs,
  wish: { backend: string; sid: string | null; accountId: string | null; before: Date },
): Promise<number> {
  return sessions.endByProvider({ ...wish, sid: providerSession(wish.backend, wish.sid) }, within)
}
