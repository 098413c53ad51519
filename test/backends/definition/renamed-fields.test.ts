import { parseDefinitions } from '../../../src/backends/definition/parse.js'
import { RENAMED_FIELDS, withCurrentFieldNames } from '../../../src/backends/definition/renamed-fields.js'
import { storedDefinition, storedFields } from '../../../src/backends/definition/stored.js'
import { FIELDS } from '../../../src/backends/definition/fields.js'
import { Encrypter } from '../../../src/crypto/encryption.js'
import { readDraft } from '../../../src/routes/admin/providers/draft.js'
import type { BackendVersionRow } from '../../../src/store/backends.js'
import { KEYS, sandbox } from '../../settings/sandbox.js'

const RULES = { allowInsecureIssuers: false }

const acme = {
  kind: 'oidc',
  issuer: 'https://id.acme.example',
  clientId: 'portcullis',
  clientSecret: 'secret',
  responseMode: 'form_post',
}
const acmeEarlier = {
  callbackSlash: true,
  validateEmail: true,
  nameInForm: true,
  silent: true,
  logout: 'local',
  logoutReturnParam: 'logout_uri',
}
const acmeToday = {
  redirectUriTrailingSlash: true,
  requireVerifiedEmail: true,
  userInFormPost: true,
  silentSignIn: true,
  rpInitiatedLogout: 'local',
  postLogoutRedirectParam: 'logout_uri',
}

const chat = {
  kind: 'oauth2',
  clientId: 'portcullis',
  clientSecret: 'secret',
  authorizationEndpoint: 'https://chat.acme.example/authorize',
  tokenEndpoint: 'https://chat.acme.example/token',
  subject: 'id',
}
const chatEarlier = {
  userEndpoint: 'https://chat.acme.example/me',
  userHeaders: { 'x-version': '2' },
  userProof: 'proof',
  tokenTypeMissing: true,
}
const chatToday = {
  userInfoEndpoint: 'https://chat.acme.example/me',
  userInfoHeaders: { 'x-version': '2' },
  appSecretProof: 'proof',
  allowMissingTokenType: true,
}

test('every earlier name leads to a current field, and is not the name of one itself', () => {
  for (const [earlier, current] of RENAMED_FIELDS) {
    expect([earlier, FIELDS.has(earlier)]).toEqual([earlier, false])
    expect([current, FIELDS.has(current)]).toEqual([current, true])
  }
  expect(Object.keys({ ...acmeEarlier, ...chatEarlier }).sort()).toEqual([...RENAMED_FIELDS.keys()].sort())
  expect(withCurrentFieldNames({ ...acmeEarlier, ...chatEarlier })).toEqual({ ...acmeToday, ...chatToday })
})

test('a definition under earlier names is the same as under the current ones', () => {
  const earlier = parseDefinitions(
    { acme: { ...acme, ...acmeEarlier }, chat: { ...chat, ...chatEarlier } },
    RULES,
  )
  const today = parseDefinitions({ acme: { ...acme, ...acmeToday }, chat: { ...chat, ...chatToday } }, RULES)
  expect(earlier.errors).toEqual([])
  expect(earlier.definitions).toEqual(today.definitions)
  expect(today.definitions).toMatchObject([acmeToday, chatToday])
})

test('beside a preset the earlier name wins, as any field does', () => {
  const raw = { apple: { preset: 'apple', clientId: 'x', clientSecret: 'y', nameInForm: false } }
  expect(parseDefinitions(raw, RULES).definitions).toMatchObject([{ userInFormPost: false }])
})

test('both names of one field are one error', () => {
  const { errors } = parseDefinitions({ acme: { ...acme, silent: true, silentSignIn: true } }, RULES)
  expect(errors).toEqual([
    'Backend "acme", field "silent": is the earlier name of "silentSignIn", which is set as well; remove it.',
  ])
})

describe('settings', () => {
  const box = sandbox()
  afterAll(() => {
    box.remove()
  })

  test('the file and the environment may use earlier names, and the environment still wins', () => {
    box.write('backends.json', JSON.stringify({ acme: { ...acmeEarlier, requireEmail: true } }))
    const values = {
      BACKEND_ACME_VALIDATE_EMAIL: 'false',
      BACKEND_ACME_SILENT_SIGN_IN: 'false',
      BACKEND_CHAT_USER_HEADERS: 'x-version=2',
      BACKEND_CHAT_TOKEN_TYPE_MISSING: 'true',
    }
    expect(box.read({ ...KEYS, ...values }).rawBackends).toEqual({
      acme: { ...acmeToday, requireEmail: true, requireVerifiedEmail: false, silentSignIn: false },
      chat: { userInfoHeaders: { 'x-version': '2' }, allowMissingTokenType: true },
    })
  })

  test('two variables for one field are an error', () => {
    const values = { BACKEND_ACME_VALIDATE_EMAIL: 'true', BACKEND_ACME_REQUIRE_VERIFIED_EMAIL: 'true' }
    // The file lacks fields of its backend, which are faults, too.
    expect(box.errors({ ...KEYS, ...values }).split('\n')).toContain(
      'BACKEND_ACME_VALIDATE_EMAIL sets the same field as BACKEND_ACME_REQUIRE_VERIFIED_EMAIL. Remove one of them.',
    )
  })

  test('a misspelled earlier name is answered with the current name', () => {
    const faults = box.errors({ ...KEYS, BACKEND_ACME_VALIDATE_EMAL: 'true' })
    expect(faults).toContain('Did you mean BACKEND_ACME_REQUIRE_VERIFIED_EMAIL?')
  })
})

describe('administrators', () => {
  const { clientSecret, ...fields } = acme

  test('a stored version under earlier names is read, and shown under the current ones', () => {
    const row: BackendVersionRow = {
      id: 'v1',
      name: 'acme',
      version: 1,
      secret: null,
      report: null,
      testedAt: null,
      definition: JSON.stringify({ ...fields, ...acmeEarlier, clientAuthentication: 'none' }),
      createdAt: new Date(0),
      createdBy: 'ada',
    }
    const { definition, errors } = storedDefinition(row, new Encrypter([KEYS.ENCRYPTION_KEYS]), RULES)
    expect(errors).toBeNull()
    expect(definition).toMatchObject(acmeToday)
    expect(storedFields(row)).toEqual({ ...fields, ...acmeToday, clientAuthentication: 'none' })
  })

  test('fields that are typed under earlier names are stored under the current ones', () => {
    const values = new Map([
      ...Object.entries({ name: 'acme', issuer: acme.issuer, clientId: 'x', clientSecret }),
      ...Object.entries({ responseMode: 'form_post', other: JSON.stringify(acmeEarlier) }),
    ])
    expect(readDraft(values, null, RULES).fields).toMatchObject(acmeToday)
    expect(Object.keys(readDraft(values, null, RULES).fields)).not.toContain('validateEmail')
  })
})
