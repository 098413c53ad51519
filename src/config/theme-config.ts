// How a site looks and speaks, as a configuration has it. Part of the package's declarations.

import type { Messages, OwnMessages } from '../locales/messages.js'
import type { BaseUser } from '../public-types.js'
import type { ColorName } from '../settings/palette.js'

export type { MessageKey, Messages, OwnMessages } from '../locales/messages.js'

/** How a site looks. Paths are relative to the working directory. */
export interface ThemeConfig {
  /** What the site is called, in titles, in the top bar and in emails. */
  readonly name?: string
  /** The path or URL where the logo leads. */
  readonly home?: string
  /** The path of an SVG or PNG file. */
  readonly logo?: string
  /** Colors as `#rrggbb`. From one accent, the one for dark pages is derived. Contrasts are checked (WCAG AA). */
  readonly colors?: Readonly<
    Partial<Record<ColorName, string | { readonly light: string; readonly dark: string }>>
  >
  /** The path of a style sheet that is loaded after that of Portcullis. */
  readonly css?: string
  /**
   * The path of a folder with templates. One replaces the template of Portcullis with the same name, which it reaches with
   * `{% extends "portcullis/login.njk" %}`.
   */
  readonly templates?: string
  /** Values for every template, by name. */
  readonly globals?: Readonly<Record<string, unknown>>
  /** Links of the footer, such as those to an imprint. */
  readonly links?: readonly { readonly label: string; readonly href: string }[]
  /** The address where people get help, in the footer and in emails. */
  readonly supportEmail?: string
}

/** Texts of one language. A language of Portcullis, or one with a fallback, needs only some; any other needs all. */
export type MessagesConfig = Partial<Messages> & OwnMessages

/** The texts of a language: of a language of Portcullis those that differ, and of any other language all of them. */
type TextsOf<L extends string> = L extends 'en' | 'fr' | 'de'
  ? MessagesConfig
  : string extends L
    ? MessagesConfig
    : Messages & OwnMessages

/** The texts of each language that a site offers. */
type Texts<L extends string> =
  | {
      /** The offered languages, each with the texts that differ from those of Portcullis. Without this: all of Portcullis. */
      readonly messages?: { readonly [K in L]: TextsOf<K> }
      readonly fallback?: never
    }
  | {
      readonly messages: { readonly [K in L]: MessagesConfig }
      /** The language whose texts stand in where one of another language is missing. */
      readonly fallback: Readonly<Partial<Record<NoInfer<L>, string>>>
    }

/** The languages that a site offers. */
export type LocalesConfig<L extends string = string> = Texts<L> & {
  readonly default: NoInfer<L>
  /**
   * Chooses the language of a request, before everything else; null leaves it to `ui_locales`, the choice of the person and
   * `Accept-Language`. It must answer at once.
   */
  readonly choose?: (request: {
    readonly headers: Headers
    readonly user: BaseUser | null
  }) => NoInfer<L> | null
}
