import { KIND_TITLES } from '../../journal/describe-trace.js'
import { signInEvents } from '../../journal/sign-in-event.js'
import type { EventRow } from '../../store/events.js'
import type { SignInLine } from '../../views/index.js'
import type { Parts } from '../parts.js'

/** Events of sign-ins as lines of a list, with the names of their users. */
export async function signInLines(
  { store }: Pick<Parts, 'store'>,
  rows: readonly EventRow[],
): Promise<readonly SignInLine[]> {
  const events = signInEvents(rows)
  const names = await store.usernamesOf(events.flatMap(({ userId }) => userId ?? []))
  return events.map(({ at, reference, kind, backend, code, error, userId, browser }) => {
    const username = userId === null ? undefined : names.get(userId)
    const user = userId === null || username === undefined ? null : { id: userId, username }
    return {
      at,
      reference,
      title: KIND_TITLES[kind],
      good: code === null,
      backend,
      code,
      error,
      user,
      browser,
    }
  })
}
