import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import ts from 'typescript'

const SOURCE = fileURLToPath(new URL('../src', import.meta.url))
const SUPPORT = fileURLToPath(new URL('./support', import.meta.url))
const TESTING = fileURLToPath(new URL('../src/testing', import.meta.url))

/** The fake provider is made to misbehave: that is fault injection, a term of testing. */
const ALLOWED_IN_TESTS = new Set(['fault', 'TransportFault', 'EndpointFault', 'Faults', 'ProviderFaults'])

/** Words that names in src/ must not contain; CONTRIBUTING.md has the words to use in their place. */
const FORBIDDEN = new Set([
  'house',
  'deed',
  'face',
  'party',
  'homeless',
  'arrive',
  'given',
  'said',
  'told',
  'wish',
  'kept',
  'shelf',
  'rounds',
  'standing',
  'entrant',
  'inquiry',
  'journal',
  'letter',
  'outbox',
  'mailbox',
  'guest',
  'carrier',
  'rehearse',
  'because',
  'asks',
  'fault',
  'lease',
  'sealed',
  'trifle',
  // Vague words that name nothing.
  'helper',
  'util',
  'stuff',
  'misc',
  // Limits begin with MAX_ or MIN_, and durations end in _TIMEOUT_MS or the like.
  'most',
  'longest',
  'shortest',
  'fewest',
  'patience',
])

/** Names that contain such a word all the same, each with its reason. */
const ALLOWED: ReadonlyMap<string, string> = new Map([
  ...every('standard claim', ['givenName', 'given_name']),
  ...every('term of OpenID Connect, "authorized party"', ['authorizedPartyProblem']),
  ...every('term of OpenID Connect, "third-party initiated login"', [
    'ThirdPartyInitiatedBackend',
    'supportsThirdPartyInitiation',
    'thirdPartyRedirect',
    'thirdPartyLoginRedirect',
  ]),
  ...every('column', ['leaseHolder', 'leaseUntil', 'asks']),
  ...every('stored in events', ['carrier', 'because']),
  ...every('logged, and printed by the command line', ['faults']),
])

const names = namesIn(SOURCE, (file) => !/^(?:testing\/|exports\/testing\.ts)/.test(file))

test('no name in src/ has a word that only this project would understand', () => {
  const wrong = [...names].filter(([name]) => isForbidden(name) && !ALLOWED.has(name))
  expect(wrong.map(([name, place]) => `${name} in ${place}`)).toEqual([])
})

test('nor does a name of what the tests of this project share, and of what is there for the tests of others', () => {
  const wrong = [...namesIn(SUPPORT), ...namesIn(TESTING)].filter(
    ([name]) => isForbidden(name) && !ALLOWED.has(name) && !ALLOWED_IN_TESTS.has(name),
  )
  expect(wrong.map(([name, place]) => `${name} in ${place}`)).toEqual([])
})

test('each exception is still needed', () => {
  expect([...ALLOWED.keys()].filter((name) => !names.has(name) || !isForbidden(name))).toEqual([])
})

function every(reason: string, exceptions: readonly string[]): (readonly [string, string])[] {
  return exceptions.map((name) => [name, reason] as const)
}

function isForbidden(name: string): boolean {
  const words = name.split(/_|(?<=[a-z\d])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])/)
  return words
    .map((word) => word.toLowerCase())
    .some((word) => [word, word.replace(/s$/, '')].some((each) => FORBIDDEN.has(each)))
}

/** All identifiers and quoted property names, each with its first place; comments and texts do not count. */
function namesIn(folder: string, isWanted: (file: string) => boolean = () => true): Map<string, string> {
  const found = new Map<string, string>()
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(isWanted)
  for (const file of files.filter((path) => path.endsWith('.ts') && !path.includes('generated/'))) {
    const text = readFileSync(join(folder, file), 'utf8')
    const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true)
    const visit = (node: ts.Node): void => {
      const name = nameOf(node)
      if (name !== null && !found.has(name)) {
        found.set(name, `${file}:${source.getLineAndCharacterOfPosition(node.getStart()).line + 1}`)
      }
      ts.forEachChild(node, visit)
    }
    visit(source)
  }
  return found
}

function nameOf(node: ts.Node): string | null {
  if (ts.isIdentifier(node)) return node.text
  if (ts.isPrivateIdentifier(node)) return node.text.slice(1)
  if (!ts.isStringLiteral(node)) return null
  const isProperty = ts.isPropertyAssignment(node.parent) || ts.isPropertySignature(node.parent)
  return isProperty && node.parent.name === node ? node.text : null
}
