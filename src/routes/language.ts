import type Router from 'koa-router'
import { readForm, singleParam } from '../middleware/body.js'
import { MAX_RETURN_TO_LENGTH, type Site } from '../return-to.js'
import { redirect, type Services } from './services.js'

const MAX_TAG_LENGTH = 35

/**
 * The form in the footer with which people choose their language. It needs no session; emails to the user of one are in this
 * language from then on.
 */
export function languageRoutes(router: Router, services: Services): void {
  const { http, store, clock } = services

  router.post('/language', async (ctx) => {
    const form = readForm(ctx)
    const language = http.languages.keepChoice(ctx, singleParam(form, 'language', MAX_TAG_LENGTH) ?? '')
    const current = http.sessions.current(ctx)
    if (current !== null && language !== null && current.user.language !== language) {
      const [{ id }, now] = [current.user, clock()]
      // If the user was deleted in the meantime, the visitor need not know.
      await store.atomically(async (tx) => {
        if (await tx.lockUser(id, now)) await tx.updateUser(id, { language }, now)
      })
    }
    redirect(ctx, withoutUiLocales(singleParam(form, 'next', MAX_RETURN_TO_LENGTH), services.site))
  })
}

/** The page where the form was, without `ui_locales`, which would count more than the choice; else the front page. */
function withoutUiLocales(raw: string | null, { origin, basePath }: Site): string {
  const front = `${basePath}/`
  // Browsers read a backslash as a slash, and remove tabs and newlines.
  if (raw === null || !/^\/(?!\/)[^\\\p{Cc}]*$/u.test(raw)) return front
  const url = URL.parse(raw, origin)
  if (url?.origin !== origin || !url.pathname.startsWith(front) || url.pathname.startsWith('//')) return front
  url.searchParams.delete('ui_locales')
  return url.pathname + url.search
}
