import type { Context } from 'koa'
import type { Logger } from 'pino'
import { toBaseUser } from '../pipeline/own-view.js'
import type { BaseUser } from '../public-types.js'
import type { User } from '../store/models.js'

/** A function of the site that chooses the language of a request. */
type ChooseLanguage = (request: { readonly headers: Headers; readonly user: BaseUser | null }) => unknown

/** Asks the function of the site for the language of a request. What it throws is logged once, and chooses nothing. */
export function ownLanguageChoice(
  choose: ChooseLanguage | null,
  currentUser: (ctx: Context) => User | null,
  log: Logger,
): ((ctx: Context) => unknown) | null {
  if (choose === null) return null
  let hasFailed = false
  return (ctx) => {
    try {
      const user = currentUser(ctx)
      return choose({ headers: toHeaders(ctx), user: user && toBaseUser(user) })
    } catch (error) {
      if (!hasFailed) log.error({ err: error }, 'locales.choose of the configuration failed')
      hasFailed = true
      return null
    }
  }
}

function toHeaders({ headers }: Context): Headers {
  return new Headers(
    Object.entries(headers).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
  )
}
