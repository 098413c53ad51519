import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { loadConfig } from '../../src/config/load-config.js'
import { readConfig } from '../../src/config/read-config.js'
import { createEnvironments } from '../../src/pages/theme.js'
import { ANY_DATABASE } from '../support/database.js'
import { askToJoin } from '../support/joining.js'
import { useSite } from '../support/use-site.js'

const EXAMPLE = fileURLToPath(new URL('../../examples/theme', import.meta.url))

const folder = mkdtempSync(join(tmpdir(), 'theme-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** The example, in a folder where nothing is installed. */
async function exampleConfig(): Promise<Readonly<Record<string, unknown>>> {
  const copy = join(folder, 'example')
  cpSync(EXAMPLE, copy, { recursive: true })
  const file = join(copy, 'portcullis.config.mjs')
  const source = readFileSync(file, 'utf8')
  expect(source).toContain("import { defineConfig } from 'portcullis'\n")
  writeFileSync(file, source.replace(/^import .*$/m, 'const defineConfig = (config) => config'))
  const config: unknown = await loadConfig(copy, false)
  if (typeof config !== 'object' || config === null) throw new Error('the example exports no object')
  const theme: unknown = 'theme' in config ? config.theme : null
  if (typeof theme !== 'object' || theme === null) throw new Error('the example has no theme')
  const files = Object.entries(theme).filter(([name]) => ['logo', 'css', 'templates'].includes(name))
  const paths = files.map(([name, path]) => [name, join(copy, String(path))])
  return {
    ...('locales' in config ? { locales: config.locales } : {}),
    theme: {
      ...theme,
      ...Object.fromEntries(paths),
      colors: { accent: '#7a2e3b', page: { light: '#fffaf0', dark: '#101014' } },
    },
  }
}

const example = readConfig(await exampleConfig(), {})

describe.each(ANY_DATABASE)('the example of a theme, on %s', (database) => {
  const { site, office } = useSite({
    database,
    mail: true,
    env: () => ({ ...example.values, PASSWORD_LOGIN: 'true' }),
    extensions: example.extensions,
  })

  test('has its name in titles and in the top bar, its logo, and its links in the footer', async () => {
    const { body, headers } = await site.visitor().ask('/register')
    expect(headers.get('content-language')).toBe('fr')
    expect(body).toContain('<title>Créer un compte – Bibliothèque de Brest</title>')
    expect(body).toMatch(
      /<a class="logo" href="https:\/\/library\.example\/">\s*<img class="site-logo" src="\/assets\/site-logo\.[0-9a-f]{12}\.svg" alt="" height="24">/,
    )
    expect(body).toContain('<a href="https://library.example/legal">Mentions légales</a>')
    expect(body).toContain('<a href="mailto:help@library.example">Contact</a>')
    expect(body).not.toContain('Portcullis')
  })

  test('serves its files with a hash in their names, under the same policy', async () => {
    const visitor = site.visitor()
    const { body, headers } = await visitor.ask('/login')
    expect(headers.get('content-security-policy')).toContain("style-src 'self'")
    const sheets = [...body.matchAll(/<link rel="stylesheet" href="([^"]+)">/g)].map(([, href]) => href ?? '')
    expect(sheets.map((href) => href.replace(/\.[0-9a-f]{12}\./, '.'))).toEqual([
      '/assets/portcullis.css',
      '/assets/site-colors.css',
      '/assets/site.css',
    ])
    const [, colors, own] = await Promise.all(sheets.map((href) => visitor.ask(href)))
    expect(colors?.headers.get('cache-control')).toContain('immutable')
    expect(colors?.body).toMatch(
      /^:root \{[^}]*--accent: #7a2e3b;[^}]*\}\n@media \(prefers-color-scheme: dark\)/,
    )
    expect(own?.body).toBe(readFileSync(join(EXAMPLE, 'library.css'), 'utf8'))
    const logo = await visitor.ask(/src="(\/assets\/site-logo[^"]+)"/.exec(body)?.[1] ?? '')
    expect([logo.status, logo.headers.get('content-type')]).toEqual([200, 'image/svg+xml'])
  })

  test('declares its color to browsers, in which they show their own parts', async () => {
    const visitor = site.visitor()
    const { body } = await visitor.ask('/login')
    expect(body).toContain('media="(prefers-color-scheme: light)" content="#fffaf0"')
    expect(body).toContain('media="(prefers-color-scheme: dark)" content="#101014"')
    expect(JSON.parse((await visitor.ask('/manifest.webmanifest')).body)).toMatchObject({
      theme_color: '#fffaf0',
      background_color: '#fffaf0',
    })
  })

  test('replaces a template, and can extend the one that it replaces', async () => {
    const visitor = site.visitor()
    const { body } = await visitor.ask('/login')
    expect(body).toContain('<h1>Votre espace lecteur</h1>')
    expect(body).toContain('name="password"')
    expect(body).toContain('<strong>Horaires d’ouverture</strong> Du mardi au samedi, de 10 h à 18 h')
    expect(body).toContain('n’a jamais accès au mot de passe')
  })

  test('has a language of its own, which falls back to French', async () => {
    const visitor = site.visitor()
    await visitor.ask('/language', { form: { language: 'br', next: '/' } })
    const { body } = await visitor.ask('/login')
    expect(body).toContain('<html lang="br" dir="ltr">')
    expect(body).toContain('Ho kont lenner')
    expect(body).toContain('>Kevreañ</button>')
    expect(body).toContain('Mot de passe oublié')
    expect(body.match(/<button class="language"[^>]*>[^<]*/g)?.map((tag) => tag.replace(/.*>/, ''))).toEqual([
      'Français',
      'English',
      expect.stringMatching(/brezh|breton/i),
    ])
  })

  test('signs its emails with its name and the address for help', async () => {
    await askToJoin(site.visitor(), 'reader@example.com')
    const { text, headers } = await office.mailTo('reader@example.com')
    expect(text).toContain('Une question\u202f? Écrivez à help@library.example.')
    const subject = (headers.get('subject') ?? []).join('')
    expect(
      Buffer.from(subject.replace(/^=\?UTF-8\?Q\?|\?=$/g, '').replace(/=([0-9A-F]{2})/g, '%$1')).toString(),
    ).toContain('votre_code')
  })
})

describe.each(ANY_DATABASE)('a theme that fails, on %s', (database) => {
  const templates = join(folder, 'failing')
  mkdirSync(templates)
  writeFileSync(
    join(templates, 'forgot.njk'),
    '{% extends "portcullis/forgot.njk" %}{% block main %}{{ fail() }}{% endblock %}',
  )
  const failing = readConfig(
    {
      theme: {
        templates,
        globals: {
          fail: () => {
            throw new Error('the template failed')
          },
        },
      },
      locales: {
        default: 'en',
        choose: ({ headers }: { headers: Headers }) => {
          if (headers.get('x-language') === 'none') throw new Error('the choice failed')
          return headers.get('x-language')
        },
      },
    },
    {},
  )
  const { site } = useSite({
    database,
    mail: true,
    env: () => ({ ...failing.values, PASSWORD_LOGIN: 'true' }),
    extensions: failing.extensions,
  })

  test('shows the page without the theme, and logs it once', async () => {
    for (let times = 0; times < 3; times += 1) {
      const { status, body } = await site.visitor().ask('/forgot')
      expect([status, body.includes('<h1>Forgot your password?</h1>')]).toEqual([200, true])
      expect(body).not.toContain('the template failed')
    }
    expect(site.logged.filter((line) => line.includes('the template failed'))).toHaveLength(1)
  })

  test('chooses the language by a function of the site, unless that fails or chooses none', async () => {
    const languageFor = async (headers: Record<string, string>) =>
      (await site.visitor().ask('/login', { headers })).headers.get('content-language')
    expect(await languageFor({ 'x-language': 'de', 'accept-language': 'fr' })).toBe('de')
    expect(await languageFor({ 'accept-language': 'fr' })).toBe('fr')
    expect(await languageFor({ 'x-language': 'xx', 'accept-language': 'fr' })).toBe('fr')
    expect(await languageFor({ 'x-language': 'none', 'accept-language': 'fr' })).toBe('fr')
    expect(await languageFor({ 'x-language': 'none' })).toBe('en')
    expect(site.logged.filter((line) => line.includes('the choice failed'))).toHaveLength(1)
  })
})

describe('a folder with templates', () => {
  const views = fileURLToPath(new URL('../../views', import.meta.url))
  const open = (templates: string) =>
    createEnvironments(views, { templates }, true, (environment) => environment)
  const withTemplates = (files: Readonly<Record<string, string>>) => {
    const place = mkdtempSync(join(folder, 'templates-'))
    mkdirSync(join(place, 'admin'))
    for (const [name, text] of Object.entries(files)) writeFileSync(join(place, name), text)
    return place
  }

  test('names the template, the line and the cause of an error, and a name that replaces nothing', () => {
    const place = withTemplates({
      'login.njk':
        '{% extends "portcullis/login.njk" %}\n{% block bottom %}\n{{ t("own.hours" }}\n{% endblock %}',
      'logn.njk': 'x',
      'admin/provder.njk': 'x',
    })
    expect(() => open(place)).toThrow(
      expect.objectContaining({
        errors: expect.arrayContaining([
          expect.stringMatching(
            /^The template .*login\.njk cannot be compiled: .*\[Line 3, Column \d+\]: .*expected comma after expression\. Fix or remove it\.$/,
          ),
          `The template ${join(place, 'logn.njk')} replaces none. Did you mean login.njk? Rename or remove it.`,
          `The template ${join(place, 'admin/provder.njk')} replaces none. Did you mean admin/provider.njk? Rename or remove it.`,
        ]) as unknown,
      }) as Error,
    )
  })

  test('may have templates of its own, which others include under any name', () => {
    const place = withTemplates({
      'login.njk':
        '{% extends "portcullis/login.njk" %}{% block bottom %}{% include "logi.njk" %}{% endblock %}',
      'logi.njk': 'x',
      'hours-of-the-library.njk': 'x',
    })
    expect(open(place).themed).not.toBe(open(place).own)
  })
})
