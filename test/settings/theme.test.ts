import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { readConfig } from '../../src/config/read-config.js'
import { contrastOf, createPalette, darkVariant } from '../../src/settings/palette.js'
import { readSettings } from '../../src/settings/read-settings.js'
import { SettingsError } from '../../src/settings/settings-error.js'

const folder = mkdtempSync(join(tmpdir(), 'theme-'))
mkdirSync(join(folder, 'templates'))
writeFileSync(join(folder, 'logo.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>')
writeFileSync(join(folder, 'fake.png'), 'GIF89a')
writeFileSync(join(folder, 'large.svg'), `<svg>${' '.repeat(600_000)}</svg>`)
writeFileSync(join(folder, 'site.css'), '')
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const read = (env: Readonly<Record<string, string>>, config: unknown = {}) =>
  readSettings(readConfig(config, env).values, folder)

function errorsOf(env: Readonly<Record<string, string>>, config: unknown = {}): readonly string[] {
  try {
    read(env, config)
    return []
  } catch (error) {
    if (error instanceof SettingsError) return error.errors
    throw error
  }
}

describe('the settings of a theme', () => {
  test('have no values by default, and offer the languages of Portcullis', () => {
    const { theme, languages } = read({})
    expect(theme).toEqual({
      name: null,
      logo: null,
      css: null,
      templates: null,
      palette: null,
      links: [],
      supportEmail: null,
    })
    expect(languages).toEqual(['en', 'fr', 'de'])
  })

  test('are read from the environment', () => {
    const { theme, languages } = read({
      SITE_NAME: 'Example',
      SITE_LOGO: 'logo.svg',
      SITE_COLOR: '#05f, #9bf',
      SITE_CSS: 'site.css',
      SITE_TEMPLATES: 'templates',
      SITE_LINKS: 'Privacy policy=https://example.com/privacy?a=b, Imprint=/imprint',
      SUPPORT_EMAIL: 'help@example.com',
      LOCALES: 'fr,en',
    })
    expect(theme).toMatchObject({
      name: 'Example',
      logo: join(folder, 'logo.svg'),
      css: join(folder, 'site.css'),
      templates: join(folder, 'templates'),
      palette: {
        light: { accent: '#0055ff', 'on-accent': '#ffffff' },
        dark: { accent: '#99bbff', 'on-accent': '#131a2e' },
      },
      links: [
        { label: 'Privacy policy', href: 'https://example.com/privacy?a=b' },
        { label: 'Imprint', href: '/imprint' },
      ],
      supportEmail: 'help@example.com',
    })
    expect(languages).toEqual(['fr', 'en'])
  })

  test.each([
    [
      { SITE_NAME: 'x'.repeat(61) },
      'SITE_NAME is not a name of up to 60 characters without < and >. Write one such as Example.',
    ],
    [{ SITE_NAME: '<b>' }, 'SITE_NAME is not a name'],
    [
      { SITE_LOGO: 'logo.gif' },
      'SITE_LOGO is "logo.gif", which is neither SVG nor PNG. Write the path of such a file.',
    ],
    [
      { SITE_LOGO: 'none.svg' },
      'SITE_LOGO is "none.svg", which is not a readable .svg file. Write its path.',
    ],
    [{ SITE_LOGO: 'fake.png' }, 'SITE_LOGO does not contain a .png picture. Export the logo again.'],
    [
      { SITE_LOGO: 'https://cdn.example/logo.svg' },
      'SITE_LOGO is "https://cdn.example/logo.svg", which is a URL; browsers get the file from this site. Write the path of a file.',
    ],
    [{ SITE_CSS: 'HTTP://cdn.example/site.css' }, 'which is a URL'],
    [{ SITE_LOGO: 'large.svg' }, 'SITE_LOGO is larger than 512 KB. Make the file smaller.'],
    [
      { SITE_CSS: 'templates' },
      'SITE_CSS is "templates", which is not a readable .css file. Write its path.',
    ],
    [{ SITE_TEMPLATES: 'logo.svg' }, 'SITE_TEMPLATES is "logo.svg", which is not a folder.'],
    [{ SITE_COLOR: 'blue' }, 'SITE_COLOR is "blue", which is not a color. Write one such as #2f4ea1, or two'],
    [{ SITE_COLOR: '#123456,#ffffff,#fff000' }, 'which is not a color'],
    [
      { SITE_COLOR: '#ffe600' },
      'SITE_COLOR has too little contrast: light accent #ffe600 has 1.1:1 with the page, and text needs 4.5:1. Write a darker color, such as #',
    ],
    [{ SITE_COLOR: '#2f4ea1,#2f4ea1' }, 'SITE_COLOR has too little contrast: dark accent #2f4ea1'],
    [
      { SITE_LINKS: 'Privacy' },
      'SITE_LINKS is not a list of up to 8 links. Write Privacy=https://example.com/privacy',
    ],
    [{ SITE_LINKS: 'Bad=javascript:alert(1)' }, 'SITE_LINKS is not a list'],
    [{ SITE_LINKS: 'Bad=//evil.example' }, 'SITE_LINKS is not a list'],
    [{ SUPPORT_EMAIL: 'help' }, 'SUPPORT_EMAIL is not an email address. Write one such as help@example.com.'],
    [
      { LOCALES: 'fr,xx' },
      'LOCALES names "xx", which has no texts. Write some of en, fr, de, the default first.',
    ],
    [{ LOCALES: ',' }, 'LOCALES names no language.'],
  ] as const)('%j is an error', (env, expected) => {
    expect(errorsOf(env)).toEqual([expect.stringContaining(expected)])
  })
})

describe('the theme and the languages of a configuration', () => {
  test('are settings below the environment', () => {
    const config = {
      theme: { name: 'Shop', colors: { accent: '#7a2e3b' }, links: [{ label: 'Imprint', href: '/imprint' }] },
      locales: { default: 'fr', messages: { fr: {}, br: { 'own.hours': 'x' } }, fallback: { br: 'fr' } },
    }
    expect(read({}, config)).toMatchObject({
      theme: { name: 'Shop', links: [{ label: 'Imprint', href: '/imprint' }] },
      languages: ['fr', 'br'],
    })
    expect(read({ SITE_NAME: 'Other', LOCALES: 'br' }, config)).toMatchObject({
      theme: { name: 'Other' },
      languages: ['br'],
    })
  })

  test.each([
    [{ theme: { nme: 'x' } }, 'theme.nme is not a member of the configuration. Did you mean name?'],
    [{ theme: { logo: 'none.svg' } }, 'theme.logo is "none.svg", which is not a readable .svg file'],
    [{ theme: { colors: { accent: 'red' } } }, 'theme.colors.accent is not a color.'],
    [
      { theme: { colors: { text: '#cccccc', page: '#ffffff' } } },
      'theme.colors has too little contrast: light text #cccccc',
    ],
    [{ theme: { links: [{ label: 'a' }] } }, 'theme.links is not a list of links.'],
    [{ theme: { home: 'javascript:x' } }, 'theme.home is neither a path nor an http or https URL.'],
    [{ theme: { globals: 3 } }, 'theme.globals is a number, not an object.'],
    ...['t', 'page', 'site', 'forms'].map(
      (name) =>
        [
          { theme: { globals: { [name]: 'x', openingHours: 'x' } } },
          `theme.globals.${name} has a name that templates of Portcullis use. Write another name.`,
        ] as const,
    ),
    [
      { theme: { globals: { 'opening-hours': 'x' } } },
      'theme.globals.opening-hours is not a name that a template can write. Use letters, digits and _.',
    ],
    [{ locales: { default: 'xx' } }, 'locales.default is not one of the languages. Write one of en, fr, de.'],
    [
      { locales: { default: 'en', messages: { en: { 'login.titel': 'x' } } } },
      'locales.messages.en["login.titel"] is not a text of Portcullis. Write login.title.',
    ],
    [
      { locales: { default: 'fr', messages: { fr: { 'common.signInWith': 'Avec {fournisseur}' } } } },
      'locales.messages.fr["common.signInWith"] has the placeholders "fournisseur". Use provider.',
    ],
    [
      { locales: { default: 'br', messages: { br: { 'login.title': 'x' } } } },
      /^locales\.messages\.br lacks \d+ texts, such as common\.skip, common\.site, common\.yourAccount\. Add them, or name/,
    ],
    [
      { locales: { default: 'en', messages: { en: {}, br: {} }, fallback: { br: 'br' } } },
      'locales.fallback.br is not a language to fall back to.',
    ],
    [
      { locales: { default: 'en', messages: { en: { 'login.title': 3 } } } },
      'is neither a string nor plural forms.',
    ],
    [{ locales: { default: 'en', choose: 'fr' } }, 'locales.choose is a string, not a function.'],
    [
      { locales: { default: '__proto__', messages: { 'a b': {} } } },
      'locales.default is not one of the languages.',
    ],
  ] as const)('%j is an error', (config, expected) => {
    const [first] = errorsOf({}, config)
    expect(first).toEqual(
      typeof expected === 'string' ? expect.stringContaining(expected) : expect.stringMatching(expected),
    )
  })
})

test('text on an accepted accent is readable, on light and on dark pages', () => {
  const color = fc
    .integer({ min: 0, max: 0xffffff })
    .map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(color, (light) => {
      const palette = createPalette({ accent: { light, dark: darkVariant(light) } })
      if ('problem' in palette) {
        expect(palette.problem).toContain('light accent')
        const better = /such as (#[\da-f]{6})$/.exec(palette.fix)?.[1] ?? ''
        expect(createPalette({ accent: { light: better, dark: darkVariant(better) } })).not.toHaveProperty(
          'problem',
        )
        return
      }
      for (const [mode, page, card] of [
        ['light', '#f5f6f9', '#ffffff'],
        ['dark', '#11141a', '#1a1e27'],
      ] as const) {
        const {
          accent = '',
          'accent-strong': strong = '',
          'on-accent': onAccent = '',
          tint = '',
        } = palette[mode]
        for (const [text, behind] of [
          [accent, page],
          [accent, card],
          [accent, tint],
          [onAccent, accent],
          [onAccent, strong],
        ] as const)
          expect([mode, text, behind, contrastOf(text, behind) >= 4.5]).toEqual([mode, text, behind, true])
      }
    }),
  )
})
