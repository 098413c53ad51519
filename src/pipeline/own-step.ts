import { type Message, message, verbatim } from '../locales/messages.js'
import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import { normalizeEmail } from '../mail/email-address.js'
import { isRetryable, isUnavailable } from '../store/database.js'
import { DatabaseError } from '../store/database-error.js'
import type { User } from '../store/models.js'
import { MAX_TRIES, type Queries } from '../store/store.js'
import { withTimeout } from '../timeout.js'
import { parseFields, type UserExtension } from '../user-extension.js'
import type { OwnFacts } from './facts.js'
import { type NamedStep, toReason } from './named-step.js'
import { toHalt } from './own-halt.js'
import { OwnStatements } from './own-sql.js'
import { OwnHalt } from './own-question.js'
import { type FactsSoFar, toView } from './own-view.js'
import { type Halt, proceed, type RunnableStep, type StepResult } from './pipeline.js'

/** How long one step of a site's own may take. Meanwhile the transaction of the sign-in is open, and SQLite accepts no other write. */
const STEP_TIMEOUT_MS = 2000
/** How long all of them may take in one run. */
const ALL_STEPS_TIMEOUT_MS = 4000

/** A step of a site's own. Which facts it needs is not known here: only the compiler can have checked that. */
export type OwnStep = NamedStep<string, never, object>

/** The facts that the steps of Portcullis may get from it. */
const ReturnedFactsSchema = z
  .object({
    complete: z.literal(true),
    allowed: z.literal(true),
    active: z.literal(true),
    email: z.string().max(320).nullable(),
    emailVerified: z.boolean(),
    provenEmail: z
      .string()
      .refine((address) => normalizeEmail(address) === address, 'not-normalized')
      .nullable(),
    acceptedTerms: z.string().max(200).nullable(),
    mayCreate: z.boolean(),
    username: z
      .string()
      .regex(/^[a-z0-9](?:[a-z0-9._-]{0,38}[a-z0-9])?$/)
      .nullable(),
    user: z.object({ id: z.string() }).nullable(),
    roles: z.array(z.string()).max(100),
    fields: z.record(z.string(), z.unknown()),
  })
  .partial()

const GIVABLE: ReadonlySet<string> = new Set(Object.keys(ReturnedFactsSchema.shape))

/** Facts that no step of a site's own gives: what every step gets, and what Portcullis has found. */
const RESERVED: ReadonlySet<string> = new Set([
  'identity',
  'intent',
  'answers',
  'now',
  'sql',
  'own',
  'policy',
  'site',
  'store',
  'encrypter',
  'connecting',
  'retry',
  'account',
  'linkedNow',
  'encryptedTokens',
  'ownFacts',
  'proof',
  'sessionId',
  'userId',
  'backend',
  'accountId',
  'usableBackends',
  'otherAccounts',
  'hasOtherLogin',
  'tokens',
  'isDeleted',
])

/**
 * Makes a step of a site's own run in a list of ours. It sees a part of the facts, copied; what it returns is checked; and
 * what it throws, and a step that takes too long, becomes an error with its name.
 */
export function toRunnableStep(own: OwnStep, extension: UserExtension): RunnableStep {
  return {
    name: own.name,
    run: async (facts: FactsSoFar): Promise<StepResult<object> | Halt> => {
      const began = performance.now()
      const result = await runOwn(own, toView(facts), facts, ALL_STEPS_TIMEOUT_MS - facts.own.spentMs)
      if (result instanceof OwnHalt) return toHalt(own.name, result, facts.answers)
      const accepted = await acceptFacts(own.name, result.facts, facts, extension)
      const spentMs = facts.own.spentMs + (performance.now() - began)
      return proceed(result.reason, { ...accepted, own: { ...accepted.own, spentMs } })
    },
  }
}

/** What the transaction of a step offers to it. */
export interface OwnStepContext {
  readonly store: Pick<Queries, 'runOwnStatement' | 'sendWrites'>
  readonly retry: number
}

/**
 * Runs the function of a step with these facts, and with `sql`, which works until the step ends.
 * @throws PortcullisError refused, step_failed; or an error of the database that running again may repair
 */
export async function runOwn(
  own: OwnStep,
  view: object,
  { store, retry }: OwnStepContext,
  remainingMs = ALL_STEPS_TIMEOUT_MS,
): Promise<StepResult<object> | OwnHalt> {
  await store.sendWrites()
  const statements = new OwnStatements(store)
  const timeoutMs = Math.max(1, Math.min(STEP_TIMEOUT_MS, remainingMs))
  const createError = () =>
    stepError(own.name, message('because.step.slow', { seconds: Math.round(timeoutMs) / 1000 }))
  try {
    const result = await withTimeout(timeoutMs, createError, async () => {
      const returned: unknown = await own.run({ ...view, sql: statements.sql } as never)
      await statements.settle()
      return returned
    })
    // The transaction cannot be committed any more, even if the step has caught the error.
    if (statements.failure !== null) throw statements.failure
    return result instanceof OwnHalt ? result : parseResult(own.name, result)
  } catch (error) {
    throw toStepError(own.name, statements.failure ?? error, retry)
  } finally {
    statements.close()
  }
}

/** An error that names the step. @param problem continues "the step NAME " */
export function stepError(name: string, problem: Message, cause?: unknown): PortcullisError {
  return new PortcullisError('step_failed', {
    detail: message('because.step.failed', { step: name, problem }),
    cause,
  })
}

function toStepError(name: string, error: unknown, retry: number): unknown {
  if (error instanceof PortcullisError && ['refused', 'step_failed'].includes(error.code)) return error
  if (isRetryable(error) && retry + 1 < MAX_TRIES) return error
  if (isUnavailable(error) && error instanceof DatabaseError && error.kind === 'unavailable') return error
  const problem =
    error instanceof DatabaseError ? message('because.step.statement') : message('because.step.threw')
  return stepError(name, problem, error)
}

const ResultSchema = z.object({ reason: z.string(), facts: z.record(z.string(), z.unknown()) })

function parseResult(name: string, returned: unknown): StepResult<Readonly<Record<string, unknown>>> {
  const { data } = ResultSchema.safeParse(returned)
  if (data === undefined) throw stepError(name, message('because.step.noResult'))
  return { facts: data.facts, reason: verbatim(toReason(data.reason)) }
}

/** The facts of a step in a list where it can give only facts of its own. @throws PortcullisError step_failed */
export function acceptOwnFacts(name: string, returned: object): Readonly<Record<string, unknown>> {
  const entries = Object.entries(returned)
  const taken = entries.find(([fact]) => RESERVED.has(fact))
  if (taken !== undefined) throw stepError(name, message('because.step.reservedFact', { fact: taken[0] }))
  return Object.fromEntries(entries)
}

type AcceptedFacts = Readonly<Record<string, unknown>> & { readonly own: OwnFacts }

async function acceptFacts(
  name: string,
  returned: object,
  facts: FactsSoFar,
  extension: UserExtension,
): Promise<AcceptedFacts> {
  const entries = Object.entries(returned).filter(([, value]) => value !== undefined)
  const reserved = entries.find(([fact]) => RESERVED.has(fact))
  if (reserved !== undefined)
    throw stepError(name, message('because.step.reservedFact', { fact: reserved[0] }))
  const parsed = ReturnedFactsSchema.safeParse(
    Object.fromEntries(entries.filter(([fact]) => GIVABLE.has(fact))),
  )
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    const [fact, problem] = [String(issue?.path[0] ?? ''), issue?.message ?? '']
    throw stepError(name, message('because.step.badFact', { fact, problem }))
  }
  const { roles, fields, user, ...known } = parsed.data
  const own = Object.fromEntries(entries.filter(([fact]) => !GIVABLE.has(fact)))
  await requireFreeUsername(name, known.username ?? null, facts)
  return {
    ...known,
    ...(user === undefined ? {} : { user: user && (await requireUser(name, user.id, facts)) }),
    own: {
      ...facts.own,
      facts: { ...facts.own.facts, ...own },
      ...acceptGranted(name, { roles, fields }, facts, extension),
    },
  }
}

function acceptGranted(
  name: string,
  { roles, fields }: Pick<z.infer<typeof ReturnedFactsSchema>, 'roles' | 'fields'>,
  { own }: FactsSoFar,
  extension: UserExtension,
): Partial<OwnFacts> {
  if (roles === undefined && fields === undefined) return {}
  if (own.isSaved) throw stepError(name, message('because.step.late'))
  const unknown = roles?.find((role) => !extension.roles.includes(role))
  if (unknown !== undefined)
    throw stepError(name, message('because.step.unknownRole', { role: JSON.stringify(unknown) }))
  try {
    return {
      ...(roles === undefined ? {} : { roles }),
      ...(fields === undefined ? {} : { fields: { ...own.fields, ...parseFields(fields, extension) } }),
    }
  } catch (error) {
    throw stepError(
      name,
      message('because.step.badFields', {
        problem: (error instanceof PortcullisError ? error.detailText : null) ?? '',
      }),
      error,
    )
  }
}

// A name that is taken would look like a lost race, and be tried again and again.
async function requireFreeUsername(
  name: string,
  username: string | null,
  { store }: FactsSoFar,
): Promise<void> {
  if (username === null || (await store.listTakenUsernames([username])).length === 0) return
  throw stepError(name, message('because.step.takenName', { username }))
}

// The row decides what the user is, not the object that the step has given.
async function requireUser(name: string, id: string, { user, store }: FactsSoFar): Promise<User> {
  const found = user?.id === id ? user : await store.findUser(id)
  if (found === null) throw stepError(name, message('because.step.unknownUser'))
  return found
}
