import { decideLink, type LinkDecision, type LinkQuestion } from '../../src/pipeline/linking.js'

const BOOLEANS = [false, true] as const

/** Every question there is: 2 × 3 × 2 × 2 × 2 × 2 × 2. */
const QUESTIONS: readonly LinkQuestion[] = (['sign-in', 'connect'] as const).flatMap((intent) =>
  (['nobody', 'the visitor', 'somebody else'] as const).flatMap((owner) =>
    BOOLEANS.flatMap((emailVerified) =>
      BOOLEANS.flatMap((trustEmail) =>
        BOOLEANS.flatMap((emailOwned) =>
          BOOLEANS.flatMap((linkByVerifiedEmail) =>
            (['open', 'closed'] as const).map((registration) => ({
              intent,
              owner,
              emailVerified,
              trustEmail,
              emailOwned,
              linkByVerifiedEmail,
              registration,
            })),
          ),
        ),
      ),
    ),
  ),
)

/** The letters of a row: v(erified), t(rusted), o(wned), s(witched on); a capital is yes, a small letter no. */
function letters({ emailVerified, trustEmail, emailOwned, linkByVerifiedEmail }: LinkQuestion): string {
  return [
    emailVerified ? 'V' : 'v',
    trustEmail ? 'T' : 't',
    emailOwned ? 'O' : 'o',
    linkByVerifiedEmail ? 'S' : 's',
  ].join('')
}

function outcome(decision: LinkDecision): string {
  return decision.do === 'refuse' ? `refuse: ${decision.code}` : decision.do
}

/** A new identity that signs in: the only place where the address and the house matter. */
const NEW_IDENTITY: Readonly<Record<string, readonly [open: string, closed: string]>> = {
  vtos: ['create', 'refuse: registration_closed'],
  vtoS: ['create', 'refuse: registration_closed'],
  vtOs: ['create', 'refuse: registration_closed'],
  vtOS: ['create', 'refuse: registration_closed'],
  vTos: ['create', 'refuse: registration_closed'],
  vToS: ['create', 'refuse: registration_closed'],
  vTOs: ['create', 'refuse: registration_closed'],
  vTOS: ['create', 'refuse: registration_closed'],
  Vtos: ['create', 'refuse: registration_closed'],
  VtoS: ['create', 'refuse: registration_closed'],
  VtOs: ['create', 'refuse: registration_closed'],
  VtOS: ['create', 'refuse: registration_closed'],
  VTos: ['create', 'refuse: registration_closed'],
  VToS: ['create', 'refuse: registration_closed'],
  VTOs: ['refuse: email_in_use', 'refuse: email_in_use'],
  VTOS: ['link by e-mail', 'link by e-mail'],
}

/** Everything else depends on the owner alone. */
const BY_OWNER = {
  'sign-in': { 'the visitor': 'sign in as owner', 'somebody else': 'sign in as owner' },
  connect: {
    nobody: 'link to visitor',
    'the visitor': 'sign in as owner',
    'somebody else': 'refuse: account_taken',
  },
} as const

function expected(question: LinkQuestion): string | undefined {
  if (question.intent === 'connect') return BY_OWNER.connect[question.owner]
  if (question.owner !== 'nobody') return BY_OWNER['sign-in'][question.owner]
  return NEW_IDENTITY[letters(question)]?.[question.registration === 'open' ? 0 : 1]
}

test('the table has a row for each of the 192 questions', () => {
  expect(QUESTIONS).toHaveLength(192)
  expect(Object.keys(NEW_IDENTITY)).toHaveLength(16)
})

test.each(
  QUESTIONS.map((question) => {
    const { intent, owner, registration } = question
    return [`${intent}, ${owner}, ${letters(question)}, ${registration}`, question] as const
  }),
)('%s', (_name, question) => {
  expect(outcome(decideLink(question))).toBe(expected(question))
})

const decided = QUESTIONS.map((question) => ({ question, decision: decideLink(question) }))

test('an address links only when it is verified, trusted, owned and switched on, and only a new identity', () => {
  for (const { question } of decided.filter(({ decision }) => decision.do === 'link by e-mail')) {
    expect(question).toMatchObject({
      intent: 'sign-in',
      owner: 'nobody',
      emailVerified: true,
      trustEmail: true,
      emailOwned: true,
      linkByVerifiedEmail: true,
    })
  }
})

test('connecting never makes a user, and never depends on an address', () => {
  const connecting = decided.filter(({ question }) => question.intent === 'connect')
  expect(connecting.filter(({ decision }) => decision.do === 'create')).toEqual([])
  expect(connecting.filter(({ decision }) => decision.do === 'link by e-mail')).toEqual([])
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
