import { decideLink, type LinkDecision, type LinkQuestion } from '../../src/pipeline/linking.js'

/** Each dimension of the decision, and all that it can be. */
const DIMENSIONS = {
  intent: ['sign-in', 'connect'],
  owner: ['nobody', 'the visitor', 'somebody else'],
  emailVerified: [false, true],
  trustEmail: [false, true],
  provenHere: [false, true],
  emailOwned: [false, true],
  linkByVerifiedEmail: [false, true],
  registration: ['open', 'closed'],
  local: [false, true],
} as const satisfies { readonly [K in keyof LinkQuestion]: readonly LinkQuestion[K][] }

/**
 * Every question there is, in rows that a person can read: the first row that fits decides. A dash fits everything.
 *
 * proven: the address is verified by a provider that is trusted, or was proven here by a code.
 */
const TABLE = `
  intent   owner          proven  owned  may link  registration  local  decision
  connect  nobody         -       -      -         -             -      link to visitor
  connect  the visitor    -       -      -         -             -      sign in as owner
  connect  somebody else  -       -      -         -             -      refuse: account_taken
  sign-in  the visitor    -       -      -         -             -      sign in as owner
  sign-in  somebody else  -       -      -         -             -      sign in as owner
  sign-in  nobody         yes     yes    -         -             yes    refuse: email_in_use
  sign-in  nobody         yes     yes    yes       -             no     link by e-mail
  sign-in  nobody         yes     yes    no        -             no     ask for proof
  sign-in  nobody         yes     no     -         open          -      create
  sign-in  nobody         no      -      -         open          -      create
  sign-in  nobody         yes     no     -         closed        -      refuse: registration_closed
  sign-in  nobody         no      -      -         closed        -      refuse: registration_closed
`

const [HEADINGS = [], ...ROWS] = TABLE.trim()
  .split('\n')
  .map((line) => line.trim().split(/ {2,}/))

const QUESTIONS = product(DIMENSIONS)

test('every question is asked, in each of the 768 ways, and exactly one row answers it', () => {
  expect(QUESTIONS).toHaveLength(768)
  expect(new Set(QUESTIONS.map((question) => JSON.stringify(question))).size).toBe(QUESTIONS.length)
  for (const question of QUESTIONS) expect([question, rowsFor(question).length]).toEqual([question, 1])
})

test('every row of the table answers some question', () => {
  const used = new Set(QUESTIONS.flatMap(rowsFor))
  expect(ROWS.filter((row) => !used.has(row))).toEqual([])
})

test.each(ROWS.map((row) => [row.join(', '), row] as const))('%s', (_name, row) => {
  const asked = QUESTIONS.filter((question) => rowsFor(question).includes(row))
  const wrong = asked.filter((question) => outcome(decideLink(question)) !== row.at(-1))
  expect(wrong).toEqual([])
})

const decided = QUESTIONS.map((question) => ({ question, decision: decideLink(question) }))

test('an address links by itself only when it is proven, owned and switched on, and only a new identity', () => {
  for (const { question } of decided.filter(({ decision }) => decision.do === 'link by e-mail')) {
    expect(question).toMatchObject({
      ...{ intent: 'sign-in', owner: 'nobody', emailOwned: true, linkByVerifiedEmail: true, local: false },
    })
    expect(question.provenHere || (question.emailVerified && question.trustEmail)).toBe(true)
  }
})

test('S68: an address that nobody has proven changes nothing, whoever has it', () => {
  for (const { question, decision } of decided) {
    if (question.provenHere || (question.emailVerified && question.trustEmail)) continue
    expect(decision).toEqual(decideLink({ ...question, emailOwned: !question.emailOwned }))
  }
})

test('an address that somebody has proven is never a dead end for an identity that can be linked', () => {
  for (const { question, decision } of decided) {
    if (question.intent === 'connect' || question.owner !== 'nobody' || question.local) continue
    const proven = question.provenHere || (question.emailVerified && question.trustEmail)
    if (question.emailOwned && proven) expect(['link by e-mail', 'ask for proof']).toContain(decision.do)
  }
})

test('connecting never makes a user, never asks, and never depends on an address', () => {
  const connecting = decided.filter(({ question }) => question.intent === 'connect')
  const others = connecting.filter(
    ({ decision }) => !['link to visitor', 'sign in as owner', 'refuse'].includes(decision.do),
  )
  expect(others).toEqual([])
})

test('a closed house never makes a user, and opening it changes nothing but that', () => {
  for (const { question, decision } of decided) {
    if (question.registration === 'open') continue
    expect(decision.do).not.toBe('create')
    const open = decideLink({ ...question, registration: 'open' })
    if (open.do !== 'create') expect(decision).toEqual(open)
  }
})

test('an identity of somebody else is never linked to the visitor', () => {
  const foreign = decided.filter(({ question }) => question.owner === 'somebody else')
  expect(foreign.filter(({ decision }) => /^link/.test(decision.do))).toEqual([])
})

test('every decision says why', () => {
  for (const { decision } of decided) expect(decision.because).toMatch(/^[a-z].{10,}/)
})

function outcome(decision: LinkDecision): string {
  return decision.do === 'refuse' ? `refuse: ${decision.code}` : decision.do
}

/** The rows that fit this question; a table without gaps and overlaps has one for each. */
function rowsFor(question: LinkQuestion): string[][] {
  const facts: Readonly<Record<string, string>> = {
    intent: question.intent,
    owner: question.owner,
    proven: yesNo(question.provenHere || (question.emailVerified && question.trustEmail)),
    owned: yesNo(question.emailOwned),
    'may link': yesNo(question.linkByVerifiedEmail),
    registration: question.registration,
    local: yesNo(question.local),
  }
  return ROWS.filter((row) =>
    HEADINGS.slice(0, -1).every((heading, at) => row[at] === '-' || row[at] === facts[heading]),
  )
}

function yesNo(value: boolean): string {
  return value ? 'yes' : 'no'
}

/** Every combination, one value of each dimension. */
function product(dimensions: typeof DIMENSIONS): readonly LinkQuestion[] {
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
          provenHere: flags['provenHere'] === true,
          emailOwned: flags['emailOwned'] === true,
          linkByVerifiedEmail: flags['linkByVerifiedEmail'] === true,
          local: flags['local'] === true,
        })),
      ),
    ),
  )
}
