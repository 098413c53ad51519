import type { Context } from 'koa'
import type Router from 'koa-router'
import { z } from 'zod'
import { isEnding } from '../backends/ending.js'
import { hashToken, newToken } from '../crypto/token.js'
import { openTokens } from '../sealed-tokens.js'
import { providerSession } from '../session/provider-session.js'
import type { Session } from '../store/records.js'
import { toPortcullisError } from '../web/failures.js'
import { notesOf } from '../web/context.js'
import { visitorFace } from './face.js'
import { page, type Parts, queryParameter } from './parts.js'

const NOTE = 'logout'
const PATH = '/logged-out'

/** Where somebody was signed out, and the hash of the state that the provider is to bring back; null without a trip. */
const Farewell = z.object({ backend: z.string().max(100), stateHash: z.string().max(100).nullable() })
type Farewell = z.infer<typeof Farewell>

/** What the page says after a sign-out. It signs nobody out, and believes nobody. */
export function loggedOutRoutes(router: Router, parts: Parts): void {
  router.get(PATH, (ctx) => {
    const user = visitorFace(parts, ctx)
    page(ctx, parts.views.render({ name: 'logged-out', user, provider: providerOf(parts, ctx) }))
  })
}

/**
 * Where the browser goes after its session has ended here: to the provider that had opened it, where that can end its own
 * session, and from there, or at once, to the page that says so.
 */
export async function afterLogout(parts: Parts, ctx: Context, session: Session | null): Promise<string> {
  const page = `${parts.site.basePath}${PATH}`
  const backend = session && parts.registry.get(session.backend)
  if (!session || !backend) return page
  const [state, began] = [newToken(), performance.now()]
  const returnTo = parts.site.origin + page
  const untold = (error: unknown): null => {
    const { code, detail } = toPortcullisError(error)
    const because = `${code}: ${detail ?? 'no more is known'}`
    notesOf(ctx).trace.push({ step: 'endSession', because, ms: Math.round(performance.now() - began) })
    return null
  }
  // A session that outlived its account is none of that provider's any more.
  const url =
    session.accountId !== null && isEnding(backend)
      ? await backend.endSessionUrl({ ...(await hintOf(parts, session)), returnTo, state }).catch(untold)
      : null
  const farewell: Farewell = { backend: backend.name, stateHash: url && hashToken(state) }
  parts.browser.leaveNote(ctx, NOTE, JSON.stringify(farewell))
  return url?.href ?? page
}

/** The ID Token of the account that had opened this session, which goes to its own provider only. */
async function hintOf(
  { store, house }: Parts,
  { accountId, backend, sid: ours }: Session,
): Promise<{ idToken: string | null; isOfSession: (sid: string) => boolean }> {
  const row = accountId === null ? null : await store.tokensOf(accountId)
  const sealed = row?.backend === backend ? row.tokens : null
  const tokens = row && sealed && openTokens(house.vault, row.id, sealed)
  return {
    idToken: tokens?.idToken ?? null,
    isOfSession: (sid) => providerSession(backend, sid) === ours,
  }
}

function providerOf(parts: Parts, ctx: Context): { label: string; ended: boolean } | null {
  const text = parts.browser.note(ctx, NOTE)
  const farewell = text === null ? null : (Farewell.safeParse(JSON.parse(text)).data ?? null)
  const backend = farewell && parts.registry.get(farewell.backend)
  if (!farewell || !backend) return null
  const state = queryParameter(ctx, 'state')
  return { label: backend.label, ended: state !== null && hashToken(state) === farewell.stateHash }
}
