import { parseSignInEvents } from '../../audit/sign-in-event.js'
import { browserText, signInTitle } from '../../audit/trace.js'
import { foreignLanguage } from '../../locales/messages.js'
import type { Translator } from '../../locales/translator.js'
import type { SignInView } from '../../pages/render.js'
import type { EventRow } from '../../store/events.js'
import { backendSummary } from '../login-methods.js'
import type { Services } from '../services.js'

/** Events of sign-ins as rows of a list, with the names of their users. */
export async function toSignInViews(
  services: Pick<Services, 'store' | 'backends'>,
  rows: readonly EventRow[],
  translator: Translator,
): Promise<readonly SignInView[]> {
  const events = parseSignInEvents(rows)
  const names = await services.store.getUsernames(events.flatMap(({ userId }) => userId ?? []))
  return events.map(({ at, reference, kind, backend, code, error, userId, browser }) => {
    const username = userId === null ? undefined : names.get(userId)
    const user = userId === null || username === undefined ? null : { id: userId, username }
    return {
      at,
      reference,
      title: signInTitle(kind, translator),
      ok: code === null,
      backend: backend === null ? null : backendSummary(services, backend, translator).label,
      code,
      errorTitle: code === null ? null : translator.template(`errors.${code}.title`),
      error: error && translator.format(error),
      errorLanguage: error && foreignLanguage(error),
      user,
      browser: browser && browserText(browser, translator),
    }
  })
}
