import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import {
  describeChangedSubjects,
  findChangedSubjects,
  findForeignAccounts,
} from '../../../src/backends/account-issuers.js'
import {
  type Definition,
  isSameDefinition,
  proxyProblems,
} from '../../../src/backends/definition/definition.js'
import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { parseKnownDefinition, toKnownDefinition } from '../../../src/backends/known-definition.js'
import { defineConfig } from '../../../src/config/config.js'
import { readConfig } from '../../../src/config/read-config.js'
import {
  type BackendInput,
  definePreset,
  oauth2,
  oidc,
  preset,
  redirectBackend,
  requestBackend,
} from '../../../src/exports/backends.js'
import { ENGLISH } from '../../../src/locales/locales.js'
import { readSettings } from '../../../src/settings/read-settings.js'
import { SettingsError } from '../../../src/settings/settings-error.js'
import { runCommandLine } from '../../support/command-line.js'

const KEY = 'a test key of more than thirty-two bytes '
const RULES = { allowInsecureIssuers: false }
const folder = mkdtempSync(join(tmpdir(), 'code-backends-'))
afterAll(() => {
  rmSync(folder, { recursive: true })
})

const subject = () => ({ subject: 'x' })
const acme = definePreset(
  'acme-config',
  ({ region, ...client }: { readonly region: 'eu' | 'us'; readonly clientId: string }) => {
    if (!['eu', 'us'].includes(region)) throw new TypeError(`no region ${region}`)
    return { ...client, label: `Acme ${region}`, issuer: `https://id.${region}.acme.example` }
  },
  { parameters: { region: { description: 'the region: eu or us', pattern: /^(eu|us)$/, example: 'eu' } } },
)
const endpoints = {
  authorizationEndpoint: 'https://q.example/authorize',
  tokenEndpoint: 'https://q.example/token',
  clientId: 'x',
}

function site(backends: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>> = {}) {
  const config = {
    baseUrl: 'https://shop.example',
    database: `file:${join(folder, 'x.db')}`,
    keys: { session: [`${KEY}1`], encryption: [`${KEY}2`] },
    backends,
  }
  return readConfig(config, env)
}

function definitionsOf(
  backends: Readonly<Record<string, unknown>>,
  env: Readonly<Record<string, string>> = {},
) {
  const { rawBackends } = readSettings(site(backends, env).values, folder)
  return parseDefinitions(rawBackends, RULES)
}

function errorsOf(backends: Readonly<Record<string, unknown>>, env: Readonly<Record<string, string>> = {}) {
  try {
    return definitionsOf(backends, env).errors
  } catch (error) {
    if (error instanceof SettingsError) return error.errors
    throw error
  }
}

function only(backends: Readonly<Record<string, BackendInput>>, env: Readonly<Record<string, string>> = {}) {
  const { definitions, errors } = definitionsOf(backends, env)
  expect(errors).toEqual([])
  const [definition] = definitions
  if (definition === undefined) throw new Error('no definition')
  return definition
}

describe('the member backends', () => {
  test('reads secrets and other fields from the environment', () => {
    const google = only(
      { google: preset({ preset: 'google', clientId: 'in code' }) },
      { BACKEND_GOOGLE_CLIENT_SECRET: 'in the environment', BACKEND_GOOGLE_LABEL: 'Our Google' },
    )
    expect(google).toMatchObject({
      kind: 'oidc',
      issuer: 'https://accounts.google.com',
      label: 'Our Google',
      clientId: 'in code',
      clientSecret: 'in the environment',
    })
    const named = only(
      { my_company: oidc({ issuer: 'https://id.example', clientId: 'x' }) },
      { BACKEND_MY_COMPANY_CLIENT_SECRET: 'secret' },
    )
    expect(named).toMatchObject({ name: 'my_company', clientSecret: 'secret' })
  })

  test('accepts parameters of a site’s own preset, which creates a new definition each time', () => {
    const env = {
      BACKEND_ACME_REGION: 'us',
      BACKEND_ACME_CLIENT_SECRET: 'secret',
      BACKEND_ACME_TRUST_EMAIL: 'true',
    }
    expect(only({ acme: acme({ region: 'eu', clientId: 'x' }) }, env)).toMatchObject({
      issuer: 'https://id.us.acme.example',
      label: 'Acme us',
      clientId: 'x',
      trustEmail: true,
    })
  })

  test('can name a site’s own preset in a file, if its parameters are described', () => {
    const { definitions, errors } = parseDefinitions(
      { acme: { preset: 'acme-config', region: 'eu', clientId: 'x', clientSecret: 'y' } },
      RULES,
    )
    expect(errors).toEqual([])
    expect(definitions).toMatchObject([{ issuer: 'https://id.eu.acme.example', label: 'Acme eu' }])
    const wrong = parseDefinitions(
      { acme: { preset: 'acme-config', region: 'moon', clientId: 'x', clientSecret: 'y' } },
      RULES,
    )
    expect(wrong.errors[0]).toContain('Backend "acme", field "region": must be the region: eu or us')
  })

  test('reports all errors at once, each with its backend and its field', () => {
    const faults = errorsOf({
      'Bad Name': oidc({ issuer: 'https://id.example', clientId: 'x', clientSecret: 'y' }),
      // The compiler would find it in a literal.
      typo: oidc(
        Object.assign({ issuer: 'https://id.example', clientId: 'x', clientSecret: 'y' }, { isuer: 'z' }),
      ),
      http: oauth2({
        ...endpoints,
        clientSecret: 'y',
        tokenEndpoint: 'http://q.example/t',
        profile: subject,
      }),
      both: oauth2({
        ...endpoints,
        clientSecret: 'y',
        profile: subject,
        emailsEndpoint: 'https://q.example/mails',
      }),
      half: {
        __backend: 'redirect',
        fields: { kind: 'redirect', begin: () => new URL('https://x.example') },
      },
      wrong: {
        __backend: 'oidc',
        fields: {
          kind: 'oidc',
          issuer: 'https://id.example',
          clientId: 'x',
          clientSecret: 'y',
          finish: subject,
        },
      },
      moon: acme({ region: 'moon' as 'eu', clientId: 'x' }),
      linking: redirectBackend({
        begin: () => new URL('https://x.example'),
        finish: subject,
        linkByVerifiedEmail: true,
      }),
      header: requestBackend({ headers: ['Cookie'], identify: subject }),
    })
    for (const expected of [
      /^Backend "Bad Name": the name must/,
      /^Backend "typo", field "isuer": is not a field; did you mean "issuer"\?/,
      /^Backend "http", field "tokenEndpoint": must be an https URL/,
      /^Backend "both", field "emailsEndpoint": has no effect beside a function "profile"/,
      /^Backend "half", field "finish": is missing; write a function/,
      /^Backend "wrong", field "finish": is not a function of a provider of the kind "oidc"/,
      /^Backend "moon", field "preset": throws TypeError: no region moon/,
      /^Backend "linking", field "linkByVerifiedEmail": needs "trustEmail"/,
      /^Backend "header", field "headers.0": is a header that functions do not get/,
    ])
      expect(faults).toContainEqual(expect.stringMatching(expected))
    expect(faults).toHaveLength(9)
    expect(errorsOf({ nothing: { kind: 'oidc' } })).toEqual([
      'backends.nothing is not a backend. Write oidc({ … }), or another function of portcullis/backends.',
    ])
    const typo = { issuer: 'https://id.example', clientId: 'x', clientSecret: 'y', isuer: '' }
    expect(errorsOf({ nothing: 3, typo: oidc(typo) }, { PORT: 'x' })).toEqual([
      'backends.nothing is not a backend. Write oidc({ … }), or another function of portcullis/backends.',
      expect.stringMatching(/^PORT /),
      expect.stringMatching(/^Backend "typo", field "isuer": is not a field; did you mean "issuer"\?/),
    ])
  })

  test('does not share a name with the file', () => {
    const file = join(folder, 'other.json')
    writeFileSync(file, '{ "google": { "preset": "google" } }')
    expect(errorsOf({ google: preset({ preset: 'google' }) }, { BACKENDS_FILE: file })).toContainEqual(
      expect.stringMatching(/^backends\.google is in BACKENDS_FILE, too/),
    )
  })

  test('functions exist in code only: data that name such a kind are refused', () => {
    const { errors } = parseDefinitions(
      { one: { kind: 'redirect', begin: 'x', finish: true }, two: { kind: 'request' } },
      RULES,
    )
    expect(errors.join('\n')).toMatch(/Backend "one", field "begin": must be a function/)
    expect(errors.join('\n')).toMatch(/Backend "two", field "identify": is missing; write a function/)
  })

  test('a request backend needs a trusted proxy', () => {
    const definitions = [only({ intranet: requestBackend({ identify: subject }) })]
    expect(proxyProblems(definitions, { trustProxy: [] })).toEqual([
      expect.stringMatching(/^Backend "intranet": reads headers of a proxy.*set TRUST_PROXY/),
    ])
    expect(proxyProblems(definitions, { trustProxy: ['10.0.0.1'] })).toEqual([])
  })

  test('a site’s own preset cannot take the name of a built-in one, or describe a parameter that cannot be set', () => {
    expect(() => definePreset('google', () => ({ issuer: 'https://x.example' }), { parameters: {} })).toThrow(
      /built in/,
    )
    expect(() => definePreset('Bad Name', () => ({ issuer: 'https://x.example' }))).toThrow(/the name must/)
    expect(() =>
      definePreset('odd', () => ({ issuer: 'https://x.example' }), {
        parameters: { colour: { description: 'x' } },
      }),
    ).toThrow(/"colour", which administrators cannot set/)
  })
})

describe('accounts of a backend in code', () => {
  const functions = { begin: () => new URL('https://x.example'), finish: subject }
  const own = () => only({ own: redirectBackend(functions) })

  function storeWith(issuers: readonly string[], known: unknown) {
    const definition = toKnownDefinition(known)
    return {
      listIssuers: () => Promise.resolve(issuers),
      listKnownBackends: () => Promise.resolve([{ name: 'own', definition }]),
      countAccounts: () => Promise.resolve(1),
    }
  }

  test('have a stable issuer, and a changed one is refused while they are stored', async () => {
    expect(own()).toMatchObject({ issuer: 'urn:portcullis:backend:own', label: 'Own' })
    const store = storeWith(['urn:portcullis:backend:own'], {})
    expect(await findForeignAccounts(store, [own()])).toEqual([])
    const moved = only({ own: redirectBackend({ ...functions, issuer: 'https://cas.example' }) })
    expect(await findForeignAccounts(store, [moved])).toMatchObject([
      { issuers: ['urn:portcullis:backend:own'] },
    ])
  })

  test.each<readonly [string, BackendInput, BackendInput, boolean]>([
    ['the same functions', redirectBackend(functions), redirectBackend(functions), false],
    [
      'a profile function in place of data',
      oauth2({
        ...endpoints,
        clientSecret: 'y',
        profile: { endpoint: 'https://q.example/me', subject: 'id' },
      }),
      oauth2({ ...endpoints, clientSecret: 'y', profile: subject }),
      true,
    ],
    [
      'data in place of a profile function',
      oauth2({ ...endpoints, clientSecret: 'y', profile: subject }),
      oauth2({
        ...endpoints,
        clientSecret: 'y',
        profile: { endpoint: 'https://q.example/me', subject: 'id' },
      }),
      true,
    ],
    [
      'a function in place of OAuth 2',
      oauth2({ ...endpoints, clientSecret: 'y', issuer: 'https://q.example', profile: subject }),
      redirectBackend({ ...functions, issuer: 'https://q.example' }),
      true,
    ],
    [
      'a preset of one’s own as before',
      acme({ region: 'eu', clientId: 'x' }),
      acme({ region: 'eu', clientId: 'x' }),
      false,
    ],
  ])('%s: a change of subjects is noticed', async (_name, before, after, isChanged) => {
    const env: Record<string, string> =
      after.__backend === 'redirect' ? {} : { BACKEND_OWN_CLIENT_SECRET: 'y' }
    const changed = only({ own: after }, env)
    const found = await findChangedSubjects(storeWith([], before.fields), [changed], RULES)
    expect(found).toHaveLength(isChanged ? 1 : 0)
    for (const each of found)
      expect(ENGLISH.format(describeChangedSubjects(each).advice)).toContain('accept-change own')
  })

  test('the database stores neither a secret nor a function of it', () => {
    const input = oauth2({ ...endpoints, clientSecret: 'very secret', profile: subject })
    const stored = toKnownDefinition(input.fields)
    expect(stored).not.toContain('very secret')
    expect(JSON.parse(stored)).toMatchObject({ kind: 'oauth2', profile: true })
    const known = parseKnownDefinition({ name: 'own', definition: stored }, RULES)
    expect(known?.kind).toBe('oauth2')
    const profile = known?.kind === 'oauth2' ? known.profile : null
    expect(profile).toThrow(/removed from the settings/)
  })

  test('a definition is the same while its data and its functions are', () => {
    const one = own()
    expect(isSameDefinition(one, own())).toBe(true)
    const other: Definition = only({
      own: redirectBackend({ ...functions, finish: () => ({ subject: 'other' }) }),
    })
    expect(isSameDefinition(one, other)).toBe(false)
  })
})

test('the command line lists and checks them, and calls none of their functions', async () => {
  const calls: string[] = []
  const { backends } = defineConfig({
    baseUrl: 'https://shop.example',
    database: 'file:x.db',
    backends: {
      own: redirectBackend({
        begin: () => {
          calls.push('begin')
          return new URL('https://x.example')
        },
        finish: () => {
          calls.push('finish')
          return subject()
        },
      }),
      intranet: requestBackend({
        identify: () => {
          calls.push('identify')
          return subject()
        },
      }),
    },
  })
  const readSite = () => Promise.resolve(site(backends ?? {}, { TRUST_PROXY: '10.0.0.1' }))
  const listed = await runCommandLine(['backend', 'list', '--json'], {}, '', { readSite })
  const Listed = z.object({
    backends: z.array(z.object({ name: z.string(), kind: z.string(), source: z.string() })),
  })
  expect(Listed.parse(JSON.parse(listed.out)).backends).toMatchObject([
    { name: 'own', kind: 'redirect', source: 'code' },
    { name: 'intranet', kind: 'request', source: 'code' },
  ])
  const checked = await runCommandLine(['backend', 'check'], {}, '', { readSite })
  expect(checked.status).toBe(0)
  expect(checked.out).toContain('its functions were not called')
  const doctor = await runCommandLine(['doctor'], {}, '', { readSite })
  expect(doctor.out).toContain('Nothing has to be registered')
  expect(doctor.out).toContain('https://shop.example/complete/own')
  expect(calls).toEqual([])
})
