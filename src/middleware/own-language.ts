import type { Context } from 'koa'
import type { Logger } from 'pino'
import { toBaseUser } from '../user-extension.js'
import type { BaseUser } from '../public-types.js'
import type { Locales } from '../locales/locales.js'
import type { CookieAttributes } from '../sessions/cookies.js'
import type { User } from '../store/models.js'
import { LanguageChooser } from './language.js'

/** A function of the site that chooses the language of a request. */
type ChooseLanguage = (request: { readonly headers: Headers; readonly user: BaseUser | null }) => unknown

/**
 * Makes what chooses the language of requests.
 * @param attributes of the cookies that keep a choice
 */
export function createLanguageChooser(
  deps: {
    readonly locales: Locales
    readonly extensions: { readonly locales: { readonly choose: ChooseLanguage | null } }
    readonly log: Logger
    readonly clock: () => Date
  },
  attributes: CookieAttributes,
  currentUser: (ctx: Context) => User | null,
): LanguageChooser {
  const { locales, extensions, log, clock } = deps
  const ownChoice = ownLanguageChoice(extensions.locales.choose, currentUser, log)
  return new LanguageChooser({ locales, attributes, clock, ownChoice })
}

/** Asks the function of the site for the language of a request. What it throws is logged once, and chooses nothing. */
function ownLanguageChoice(
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
