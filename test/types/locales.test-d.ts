/** Proofs for `tsc --noEmit`: catalogues and texts that do not fit. Nothing here is ever run. */
import { defineConfig } from '../../src/exports/index.js'
import type { en } from '../../src/locales/en.js'
import { defineMessages, type Fits, message, type Messages } from '../../src/locales/messages.js'
import type { Translator } from '../../src/locales/translator.js'

declare const translator: Translator

// @ts-expect-error -- a text is missing
export const incomplete: Messages = { 'login.title': 'Se connecter' }

// @ts-expect-error -- all texts but one are missing
defineMessages({ 'login.title': 'Se connecter' })

declare const whole: typeof en
defineMessages(whole)
declare const misspelled: Omit<typeof en, 'common.signInWith'> & { 'common.signInWith': 'Avec {fournisseur}' }
// @ts-expect-error -- one text has another placeholder
defineMessages(misspelled)

// What `defineMessages` demands of each text: the placeholders of the English one.
export const fits: Fits<'common.signInWith', 'Se connecter avec {provider}'> = true
export const isMisspelled: Fits<'common.signInWith', 'Se connecter avec {fournisseur}'> = false
export const isForgotten: Fits<'common.signInWith', 'Se connecter'> = false
export const isTooMany: Fits<'common.signIn', 'Se connecter avec {provider}'> = false
export const pluralFits: Fits<'common.minutes', { one: '{count} minute'; other: '{count} minutes' }> = true
export const pluralIsWrong: Fits<'common.minutes', { one: '{n} minute'; other: '{n} minutes' }> = false

translator.t('common.signIn')
translator.t('common.signInWith', { provider: 'Acme' })
// @ts-expect-error -- the text needs a value
translator.t('common.signInWith')
// @ts-expect-error -- the text needs another value
translator.t('common.signInWith', { name: 'Acme' })
// @ts-expect-error -- a count is a number, which chooses the plural form
translator.t('common.minutes', { count: '2' })
// @ts-expect-error -- there is no such text
translator.t('common.signInn')
// @ts-expect-error -- a text that is translated later needs its values as well
message('form.triesLeft')

// The languages of a configuration.
const place = { baseUrl: 'https://x.example', database: 'file:./a.db' }
declare const some: { 'common.signIn': string }
defineConfig({ ...place, locales: { default: 'fr', messages: { fr: {}, en: { 'login.title': 'Hello' } } } })
defineConfig({ ...place, locales: { default: 'br', messages: { fr: {}, br: whole } } })
defineConfig({ ...place, locales: { default: 'br', messages: { fr: {}, br: some }, fallback: { br: 'fr' } } })
// @ts-expect-error -- a language of the site's own lacks texts, and no language stands in
defineConfig({ ...place, locales: { default: 'br', messages: { fr: {}, br: some } } })
// @ts-expect-error -- there is no such text
defineConfig({ ...place, locales: { default: 'fr', messages: { fr: { 'login.titel': 'Connexion' } } } })
// @ts-expect-error -- the default is not offered
defineConfig({ ...place, locales: { default: 'de', messages: { fr: {} } } })
// @ts-expect-error -- a language stands in for one that is not offered
defineConfig({ ...place, locales: { default: 'fr', messages: { fr: {} }, fallback: { br: 'fr' } } })
