import fc from 'fast-check'
import { SETTING_NAMES } from '../../src/settings/environment.js'
import { sandbox } from './sandbox.js'
import { anyCharacter } from '../support/any-character.js'

const box = sandbox()
afterAll(() => {
  box.remove()
})

const PLAUSIBLE = [
  'production',
  'true',
  'false',
  '0',
  '443',
  '14d',
  'https://x.org/a',
  'http://localhost',
  'strict',
  'none',
  '__Host-x',
  'example.com',
  '::1',
  '10.0.0.0/8',
  'a@b.c',
  'smtp://x',
  'postgres://x/y',
  '{"a":1}',
  'a=b',
  '.',
  'file:x/y.db',
  'file:\0.db',
  'file://host/x',
  'file:///%00',
  'file:///%ZZ',
  'a\0b',
  '%',
  'https://[',
  '\uD800',
]

const name = fc.oneof(
  fc.constantFrom(...SETTING_NAMES, '__proto__', 'constructor'),
  fc.constantFrom(
    'BACKEND_A_LABEL',
    'BACKEND_A_CLAIMS',
    'BACKEND___PROTO___LABEL',
    'BACKEND_',
    'BACKENDS_',
    'SESSION_',
  ),
  fc.string(),
  fc.string().map((text) => `BACKEND_${text}`),
  fc.string().map((text) => `SESSION_${text}`),
)
const value = fc.oneof(
  fc.constantFrom(undefined, '', ...PLAUSIBLE),
  fc.string({ unit: anyCharacter }),
  fc.string(),
)

test('any environment results in settings or a SettingsError', () => {
  fc.assert(
    // `errors` lets through every other error.
    fc.property(fc.dictionary(name, value, { maxKeys: 12 }), (values) => {
      expect(typeof box.errors(values)).toBe('string')
    }),
    { numRuns: 2000 },
  )
})
