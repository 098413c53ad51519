import { ENGLISH } from '../../src/locales/locales.js'
import { decideLink, type LinkDecision, type LinkInput } from '../../src/pipeline/link-decision.js'

/** Each dimension of the decision, and all that it can be. */
const DIMENSIONS = {
  intent: ['sign-in', 'connect'],
  owner: ['none', 'current-user', 'other-user'],
  emailVerified: [false, true],
  trustEmail: [false, true],
  verifiedByCode: [false, true],
  emailTaken: [false, true],
  ownerHasBackend: [false, true],
  linkByVerifiedEmail: [false, true],
  registration: ['open', 'closed'],
  isPassword: [false, true],
} as const satisfies { readonly [K in keyof LinkInput]: readonly LinkInput[K][] }

/**
 * Every question there is, in rows that a person can read: the first row that fits decides. A dash fits everything.
 *
 * proven: the address is verified by a provider that is trusted, or was proven here by a code.
 */
const TABLE = `
  intent   owner          proven  by code  owned  owner has backend  may link  registration  isPassword  decision
  connect  none           -       -        -      -                  -         -             -      link-current-user
  connect  current-user   -       -        -      -                  -         -             -      sign-in
  connect  other-user     -       -        -      -                  -         -             -      reject: account_taken
  sign-in  current-user   -       -        -      -                  -         -             -      sign-in
  sign-in  other-user     -       -        -      -                  -         -             -      sign-in
  sign-in  none           yes     -        yes    -                  -         -             yes    reject: email_belongs_to_user
  sign-in  none           yes     yes      yes    yes                -         -             no     reject: email_already_verified
  sign-in  none           yes     no       yes    yes                -         open          no     create-without-email
  sign-in  none           yes     no       yes    yes                -         closed        no     reject: registration_closed
  sign-in  none           yes     -        yes    no                 yes       -             no     link-by-email
  sign-in  none           yes     -        yes    no                 no        -             no     require-proof
  sign-in  none           yes     -        no     -                  -         open          -      create
  sign-in  none           no      -        -      -                  -         open          -      create
  sign-in  none           yes     -        no     -                  -         closed        -      reject: registration_closed
  sign-in  none           no      -        -      -                  -         closed        -      reject: registration_closed
`

const [HEADINGS = [], ...ROWS] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ {2,}/))

const QUESTIONS = product(DIMENSIONS)

test('each of the 1536 situations is decided by exactly one row', () => {
  expect(QUESTIONS).toHaveLength(1536)
  expect(new Set(QUESTIONS.map((question) => JSON.stringify(question))).size).toBe(QUESTIONS.length)
  for (const question of QUESTIONS) expect([question, rowsFor(question).length]).toEqual([question, 1])
})

test('every row of the table decides some situation', () => {
  const used = new Set(QUESTIONS.flatMap(rowsFor))
  expect(ROWS.filter((row) => !used.has(row))).toEqual([])
})

test.each(ROWS.map((row) => [row.join(', '), row] as const))('%s', (_name, row) => {
  const asked = QUESTIONS.filter((question) => rowsFor(question).includes(row))
  const wrong = asked.filter((question) => outcome(decideLink(question)) !== row.at(-1))
  expect(wrong).toEqual([])
})

const decided = QUESTIONS.map((question) => ({ question, decision: decideLink(question) }))

test('an address links without a question only when it is proven, owned and switched on, and only a new identity', () => {
  for (const { question } of decided.filter(({ decision }) => decision.action === 'link-by-email')) {
    expect(question).toMatchObject({
      intent: 'sign-in',
      owner: 'none',
      emailTaken: true,
      linkByVerifiedEmail: true,
      isPassword: false,
      ownerHasBackend: false,
    })
    expect(question.verifiedByCode || (question.emailVerified && question.trustEmail)).toBe(true)
  }
})

test('S68: an address that no user has proven changes nothing, no matter which provider states it', () => {
  for (const { question, decision } of decided) {
    if (question.verifiedByCode || (question.emailVerified && question.trustEmail)) continue
    expect(decision).toEqual(decideLink({ ...question, emailTaken: !question.emailTaken }))
  }
})

test('an address that another user has proven is never a dead end for an identity that can be linked', () => {
  for (const { question, decision } of decided) {
    if (question.intent === 'connect' || question.owner !== 'none' || question.isPassword) continue
    if (question.ownerHasBackend) continue
    const proven = question.verifiedByCode || (question.emailVerified && question.trustEmail)
    if (question.emailTaken && proven) expect(['link-by-email', 'require-proof']).toContain(decision.action)
  }
})

test('a second identity of one provider is another person: never linked by its address, and never asked to prove it', () => {
  for (const { question, decision } of decided) {
    if (question.intent === 'connect' || question.owner !== 'none' || !question.ownerHasBackend) continue
    if (question.emailTaken) expect(decision.action).not.toMatch(/^(?:link|sign-in|require-proof)/)
  }
})

test('connecting never creates a user, never asks, and never depends on an address', () => {
  const connecting = decided.filter(({ question }) => question.intent === 'connect')
  const others = connecting.filter(
    ({ decision }) => !['link-current-user', 'sign-in', 'reject'].includes(decision.action),
  )
  expect(others).toEqual([])
})

test('a closed site never creates a user, and opening it changes nothing else', () => {
  for (const { question, decision } of decided) {
    if (question.registration === 'open') continue
    expect(decision.action).not.toMatch(/^create/)
    const open = decideLink({ ...question, registration: 'open' })
    if (!open.action.startsWith('create')) expect(decision).toEqual(open)
  }
})

test('an identity that belongs to another user is never linked to the visitor', () => {
  const foreign = decided.filter(({ question }) => question.owner === 'other-user')
  expect(foreign.filter(({ decision }) => /^link/.test(decision.action))).toEqual([])
})

test('every decision has a reason', () => {
  for (const { decision } of decided) expect(ENGLISH.format(decision.reason)).toMatch(/^[a-z].{10,}/)
})

function outcome(decision: LinkDecision): string {
  return decision.action === 'reject' ? `reject: ${decision.code}` : decision.action
}

/** The rows that fit this question; a table without gaps and overlaps has one for each. */
function rowsFor(question: LinkInput): string[][] {
  const facts: Readonly<Record<string, string>> = {
    intent: question.intent,
    owner: question.owner,
    proven: yesNo(question.verifiedByCode || (question.emailVerified && question.trustEmail)),
    'by code': yesNo(question.verifiedByCode),
    owned: yesNo(question.emailTaken),
    'owner has backend': yesNo(question.ownerHasBackend),
    'may link': yesNo(question.linkByVerifiedEmail),
    registration: question.registration,
    isPassword: yesNo(question.isPassword),
  }
  return ROWS.filter((row) =>
    HEADINGS.slice(0, -1).every((heading, at) => row[at] === '-' || row[at] === facts[heading]),
  )
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

/** Every combination, one value of each dimension. */
function product(dimensions: typeof DIMENSIONS): readonly LinkInput[] {
  const { intent, owner, registration, ...rest } = dimensions
  const booleans = Object.keys(rest).reduce<readonly Readonly<Record<string, boolean>>[]>(
    (sofar, name) => sofar.flatMap((one) => [false, true].map((value) => ({ ...one, [name]: value }))),
    [{}],
  )
  return intent.flatMap((i) =>
    owner.flatMap((o) =>
      registration.flatMap((r) =>
        booleans.map((flags) => ({
          intent: i,
          owner: o,
          registration: r,
          emailVerified: flags['emailVerified'] === true,
          trustEmail: flags['trustEmail'] === true,
          verifiedByCode: flags['verifiedByCode'] === true,
          emailTaken: flags['emailTaken'] === true,
          ownerHasBackend: flags['ownerHasBackend'] === true,
          linkByVerifiedEmail: flags['linkByVerifiedEmail'] === true,
          isPassword: flags['isPassword'] === true,
        })),
      ),
    ),
  )
}
