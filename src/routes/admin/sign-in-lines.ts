import { KIND_TITLES } from '../../journal/describe-trace.js'
import { parseSignInEvents } from '../../journal/sign-in-event.js'
import type { EventRow } from '../../store/events.js'
import type { SignInView } from '../../views/index.js'
import type { Services } from '../parts.js'

/** Events of sign-ins as lines of a list, with the names of their users. */
export async function toSignInViews(
  { store }: Pick<Services, 'store'>,
  rows: readonly EventRow[],
): Promise<readonly SignInView[]> {
  const events = parseSignInEvents(rows)
  const names = await store.getUsernames(events.flatMap(({ userId }) => userId ?? []))
  return events.map(({ at, reference, kind, backend, code, error, userId, browser }) => {
    const username = userId === null ? undefined : names.get(userId)
    const user = userId === null || username === undefined ? null : { id: userId, username }
    return {
      at,
      reference,
      title: KIND_TITLES[kind],
      ok: code === null,
      backend,
      code,
      error,
      user,
      browser,
    }
  })
}
