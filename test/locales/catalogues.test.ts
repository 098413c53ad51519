import { getPreset, listQuirks, presetNames } from '../../src/backends/presets/index.js'
import { de } from '../../src/locales/de.js'
import { en } from '../../src/locales/en.js'
import { fr } from '../../src/locales/fr.js'
import { Locales } from '../../src/locales/locales.js'
import { type MessageText, message } from '../../src/locales/messages.js'
import { matchLanguage, parseAcceptLanguage, parseUiLocales } from '../../src/locales/negotiation.js'
import { placeholdersOf, referencesOf, Translator } from '../../src/locales/translator.js'
import { leftEnglish } from '../support/left-english.js'

const CATALOGUES = { en, fr, de } as const
const entries = (catalogue: Readonly<Record<string, MessageText>>) => Object.entries(catalogue)
const formsOf = (text: MessageText) => (typeof text === 'string' ? [text] : Object.values(text))

describe.each(Object.entries(CATALOGUES))('the catalogue %s', (_locale, catalogue) => {
  test('has every key, with the placeholders of the English text', () => {
    expect(Object.keys(catalogue).sort()).toEqual(Object.keys(en).sort())
    const english = new Map(entries(en))
    const different = entries(catalogue).filter(
      ([key, text]) =>
        [...placeholdersOf(text)].sort().join() !== [...placeholdersOf(english.get(key) ?? '')].sort().join(),
    )
    expect(different.map(([key]) => key)).toEqual([])
  })

  test('quotes only texts that exist, have no values and quote no others', () => {
    const texts = new Map(entries(catalogue))
    const broken = entries(catalogue).flatMap(([key, text]) =>
      referencesOf(text)
        .map((quoted) => texts.get(quoted))
        .filter((quoted) => typeof quoted !== 'string' || /[{}]/.test(quoted))
        .map(() => key),
    )
    expect(broken).toEqual([])
  })

  test('has no HTML, no straight apostrophe on pages, and no text with stray spaces', () => {
    for (const [key, text] of entries(catalogue))
      for (const form of formsOf(text)) {
        expect([key, form]).not.toEqual([key, expect.stringMatching(/[<>]|&\w+;| {2}(?! )(?! *\{)|^$/)])
        if (!key.startsWith('mail.')) expect([key, form]).not.toEqual([key, expect.stringMatching(/'/)])
      }
  })
})

test('French has no-break spaces where its typography demands them', () => {
  const wrong = entries(fr).filter(([, text]) =>
    formsOf(text)
      // Code, such as a query, is not French.
      .map((form) => form.replace(/`[^`]*`|"https:[^"]*"/g, 'X'))
      .some((form) => / [:;?!»]|« |[^\s\u00a0\u202f(?:;?]\?(?!b)|[^\u202f]!/.test(form)),
  )
  expect(wrong).toEqual([])
})

/** A word or several, in any case, that no letter, digit or part of a technical name touches. */
const word = (source: string) => new RegExp(`(?<![\\p{L}\\d./_-])(?:${source})(?![\\p{L}\\d/_-])`, 'iu')

/** What a native speaker does not write, each with what to write instead; CONTRIBUTING.md has the terms. */
const FORBIDDEN = {
  fr: [
    [word('e-?mails?|mails?'), 'courriel, adresse électronique'],
    [word('login|logout|logger|loguer'), 'se connecter, se déconnecter'],
    [
      word('tokens?|providers?|users?|settings?|bugs?'),
      'jeton, fournisseur, utilisateur, paramètre, anomalie',
    ],
    [word('support(?:e|ent|é|ée|és|ées|er)'), 'prendre en charge'],
    [
      word('digital|digitale|librairies?|implément\\p{L}+|checker|uploader'),
      'numérique, bibliothèque, envoyer',
    ],
    [word('revendications?'), 'donnée (claim)'],
    [word('points? d’accès'), 'point de terminaison'],
    [word('ID Tokens?'), 'jeton d’identité'],
    [word('secret client'), 'secret du client'],
    [/·|\p{L}\(e?s?\)/u, 'a wording without gender'],
    [
      word('vous (?:êtes|serez|avez été|n’êtes pas|restez|resterez) (?:dé)?connecté'),
      'Votre session est ouverte',
    ],
    [word('tu|toi|ton|tes'), 'vous'],
  ],
  de: [
    [word('(?:ein|aus)(?:zu|ge)*logg\\p{L}+'), 'anmelden, abmelden'],
    [word('(?:ge|up|down)\\p{L}*(?:updatet|loadet|datet)'), 'aktualisiert, heruntergeladen'],
    [word('emails?|email-adresse'), 'E-Mail'],
    [
      word('zugriffstokens?|abmeldetokens?|aktualisierungstokens?'),
      'Access-Token, Logout-Token, Refresh-Token',
    ],
    [word('redirect-URIs?'), 'Weiterleitungs-URI'],
    [word('undurchsichtig\\p{L}*|geworfen|dieser site'), 'opak, ausgelöst, Website'],
    [/[*:_]innen|\p{Ll}Innen/u, 'a wording without gender'],
  ],
} as const

/** Texts that name such a word, because programs or providers have it. */
const EXCEPTIONS: ReadonlySet<string> = new Set([
  'adminField.requiredClaims.help',
  'adminAddress.redirect.help',
])

test.each(['fr', 'de'] as const)('%s has the terms of the glossary', (language) => {
  // Quoted values, code and what stands in brackets are terms of programs, and the texts about presets name fields of providers.
  const prose = (form: string) =>
    form.replace(
      /"[^"]*"|«[^»]*»|„[^“]*“|\w+\.\w+|`[^`]*`|\]\([^)]*\)|\p{L}{2,} ?\([^)]*\)|\s\([^)]*\)|\bhttps?:\S+|\{[^}]*\}/gu,
      'X',
    )
  const found = entries(CATALOGUES[language])
    .filter(([key]) => !key.startsWith('preset') && !EXCEPTIONS.has(key))
    .flatMap(([key, text]) =>
      formsOf(text).flatMap((form) =>
        FORBIDDEN[language].flatMap(([pattern, instead]) => {
          const found = pattern.exec(prose(form))?.[0]
          return found === undefined ? [] : [`${key}: "${found}", write ${instead}`]
        }),
      ),
    )
  expect(found).toEqual([])
})

test('German addresses people formally', () => {
  const wrong = entries(de).filter(([, text]) =>
    formsOf(text).some((form) => /\b(?:du|dein|deine|dich|dir|euch)\b/i.test(form)),
  )
  expect(wrong).toEqual([])
})

test('each preset is described in every language, as often as in English, and each text about one is used', () => {
  const used = presetNames.flatMap((preset) =>
    Object.values(getPreset(preset)?.parameters ?? {}).map(({ description }) =>
      typeof description === 'string' ? description : description.key,
    ),
  )
  const parameters = Object.keys(en).filter((key) => key.startsWith('presetParameter.'))
  expect([...new Set(used)].sort()).toEqual(parameters.sort())
  const [english, ...others] = new Locales().all
  for (const preset of presetNames) {
    const sentences = listQuirks(preset, english)
    expect([preset, sentences.filter((each) => !/^["A-Za-z][^]*\.$/.test(each))]).toEqual([preset, []])
    for (const translator of others) {
      const translated = listQuirks(preset, translator)
      expect([preset, translated.length]).toEqual([preset, sentences.length])
      expect([preset, translated.filter((each) => leftEnglish(each) !== null)]).toEqual([preset, []])
    }
  }
  const texts = presetNames.map((preset) => en[`presetQuirks.${preset}`]).join()
  const shared = Object.keys(en).filter((key) => key.startsWith('presetQuirk.'))
  expect(shared.filter((key) => !texts.includes(`{@${key}}`))).toEqual([])
})

test('the full name of a preset is translated where it has other words than names', () => {
  const texts = entries(en).flatMap(([key, text]) =>
    key.startsWith('presetName.') ? [[key.slice('presetName.'.length), text] as const] : [],
  )
  expect(texts.length).toBeGreaterThan(0)
  expect(texts).toEqual(texts.map(([name]) => [name, getPreset(name)?.provider]))
})

describe('a translator', () => {
  const { default: english, all } = new Locales()
  const [, french, german] = all

  test('chooses the plural form, and writes numbers, in its language', () => {
    expect(english.t('common.minutes', { count: 1 })).toBe('1 minute')
    expect(english.t('common.minutes', { count: 2 })).toBe('2 minutes')
    expect(french?.t('common.minutes', { count: 0 })).toBe('0 minute')
    expect(german?.t('common.minutes', { count: 1200 })).toBe('1.200 Minuten')
  })

  test('fills in a value unchanged, whatever characters it has', () => {
    expect(english.t('common.signInWith', { provider: '$& {provider} <b>' })).toBe(
      'Sign in with $& {provider} <b>',
    )
  })

  test('writes dates and relative times', () => {
    const moment = new Date('2025-11-23T09:43:00Z')
    expect(all.map((each) => each.dateTime(moment))).toEqual([
      '23 Nov 2025, 09:43 UTC',
      '23 nov. 2025, 09:43 UTC',
      '23.11.2025, 09:43 UTC',
    ])
    expect(all.map((each) => each.ago(30_000))).toEqual(['just now', 'à l’instant', 'gerade eben'])
    expect(all.map((each) => each.ago(9 * 60_000))).toEqual([
      '9 minutes ago',
      'il y a 9 minutes',
      'vor 9 Minuten',
    ])
  })

  test('has its name and its direction of writing', () => {
    expect(all.map(({ label, dir }) => [label, dir])).toEqual([
      ['English', 'ltr'],
      ['Français', 'ltr'],
      ['Deutsch', 'ltr'],
    ])
    expect(new Translator('ar', en).dir).toBe('rtl')
  })

  test('quotes the label of a field as the reader sees it, also one that the site has changed', () => {
    expect(all.map((each) => each.t('advice.response_mode_refused'))).toEqual([
      'Choose another “Response mode” ("responseMode").',
      'Choisissez un autre «\u00a0Mode de réponse\u00a0» ("responseMode").',
      'Wählen Sie einen anderen „Antwortmodus“ ("responseMode").',
    ])
    const own = new Map([['fr', { 'adminField.responseMode.label': 'Réponse' }]])
    const { default: changed } = new Locales({ offered: ['fr'], messages: own, fallbacks: new Map() })
    expect(changed.t('advice.response_mode_refused')).toContain('«\u00a0Réponse\u00a0»')
  })

  test('translates later a text that was chosen where the language was not known', () => {
    expect(french?.format(message('form.triesLeft', { count: 2 }))).toBe('2 essais restants')
    const nested = message('form.retryIn', { time: message('common.minutes', { count: 2 }) })
    expect(french?.format(nested)).toBe(french?.t('form.retryIn', { time: '2 minutes' }))
  })
})

describe('the choice of a language', () => {
  const offered = ['en', 'fr', 'pt-BR']

  test.each([
    ['fr', 'fr'],
    ['fr-CA,en;q=0.8', 'fr'],
    ['de, fr;q=0.4, en;q=0.9', 'en'],
    ['pt', 'pt-BR'],
    ['PT-br', 'pt-BR'],
    ['zh-Hant-TW', null],
    ['*', null],
    ['en;q=0', null],
    ['en;q=2, fr;q=x', null],
    ['', null],
  ])('of %j is %j', (header, expected) => {
    expect(matchLanguage(parseAcceptLanguage(header), offered)).toBe(expected)
  })

  test('reads a bounded part of a hostile header', () => {
    const headers = [
      ','.repeat(100_000),
      'a-'.repeat(100_000),
      `${'x;q=0.1,'.repeat(50_000)}fr`,
      ` ${' '.repeat(100_000)}fr`,
      'fr;'.repeat(100_000),
      '\u0000,fr\n,__proto__,constructor',
    ]
    for (const header of headers) {
      expect(parseAcceptLanguage(header).length).toBeLessThanOrEqual(20)
      matchLanguage(parseAcceptLanguage(header), offered)
      expect(parseUiLocales(header).length).toBeLessThanOrEqual(20)
    }
  })

  test('reads ui_locales as OpenID Connect has them', () => {
    expect(parseUiLocales('fr-CA fr en')).toEqual(['fr-CA', 'fr', 'en'])
    expect(parseUiLocales('fr\u0000 <b> de')).toEqual(['de'])
  })
})

describe('the languages of a site', () => {
  test('fall back: another language to its named one, and missing texts to English', () => {
    const locales = new Locales({
      offered: ['br', 'fr'],
      messages: new Map([
        ['br', { 'common.signIn': 'Kevreañ' }],
        ['fr', { 'common.signIn': 'Entrer' }],
      ]),
      fallbacks: new Map([['br', 'fr']]),
    })
    expect(locales.all.map((each) => [each.t('common.signIn'), each.t('common.signOut')])).toEqual([
      ['Kevreañ', 'Se déconnecter'],
      ['Entrer', 'Se déconnecter'],
    ])
  })
})
