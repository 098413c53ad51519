// What a configuration adds in code: schemas, steps, backends, handlers of events, templates. Settings are data; these are
// not. Types of a program's own fields and roles exist at the border only, in src/exports/ and src/config/; here fields
// are records and roles are texts.

import type { HandlerTable } from './events/receivers.js'
import { DEFAULT_LOCALE_OPTIONS, type LocaleOptions } from './locales/locales.js'
import { signIn, type SignInRun } from './pipeline/sign-in.js'
import { disconnect, type DisconnectionRun } from './pipeline/disconnect.js'
import type { BaseUser } from './public-types.js'
import { NO_USER_EXTENSION, type UserExtension } from './user-extension.js'

export type { UserExtension } from './user-extension.js'

/** What a configuration adds in code. Each service gets its own part only. */
export interface Extensions {
  readonly user: UserExtension
  /** The steps of sign-ins, and of disconnecting an account. */
  readonly pipelines: Pipelines
  /** The functions that are called with events, by type. */
  readonly on: HandlerTable
  readonly theme: ThemeExtension
  readonly locales: LocaleExtension
}

/** What a theme has besides its settings. */
export interface ThemeExtension {
  /** The path or URL where the logo leads; null for the front page. */
  readonly home: string | null
  /** Values for every template, by name. */
  readonly globals: Readonly<Record<string, unknown>>
}

/** What a site adds to the languages. */
export interface LocaleExtension extends Pick<LocaleOptions, 'messages' | 'fallbacks'> {
  /** Chooses the language of a request; null to let Portcullis choose. */
  readonly choose: ChooseLanguage | null
}

/** A function of the site that chooses the language of a request. What it returns is checked. */
export type ChooseLanguage = (request: LanguageRequest) => unknown

/** What a site may choose a language by. */
export interface LanguageRequest {
  readonly headers: Headers
  readonly user: BaseUser | null
}

/** The lists of steps that a site runs. */
export interface Pipelines {
  readonly signIn: SignInRun
  readonly disconnect: DisconnectionRun
}

/** A site without code of its own. */
export const NO_EXTENSIONS: Extensions = {
  user: NO_USER_EXTENSION,
  pipelines: { signIn, disconnect },
  on: {},
  theme: { home: null, globals: {} },
  locales: { ...DEFAULT_LOCALE_OPTIONS, choose: null },
}
