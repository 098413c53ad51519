import type { Sentence } from '../locales/messages.js'
import { PortcullisError } from '../errors.js'
import type { BackendPolicy, Identity } from '../identity.js'
import { Sql, toText } from '../store/sql.js'
import { isReadMethod } from '../store/store.js'
import { NO_ANSWERS, NO_OWN_FACTS, type SignInStore, type SignInWrite } from './facts.js'
import { Halt, type TraceEntry } from './pipeline.js'
import type { CompleteSignInDeps } from './run.js'

/** How a sign-in would end. */
export type DryRunOutcome =
  | { readonly kind: 'signed-in'; readonly username: string; readonly isNew: boolean }
  | { readonly kind: 'asked'; readonly questionType: string; readonly reason: Sentence }
  | ({ readonly kind: 'refused' } & Pick<PortcullisError, 'code' | 'detailText' | 'providerCause'>)

/** A write of a sign-in: the method of the store, and its fields without encrypted values. */
export interface RecordedWrite {
  readonly verb: SignInWrite
  readonly fields: Readonly<Record<string, string>>
}

/** What a sign-in would decide and write. */
export interface DryRun {
  readonly steps: readonly TraceEntry[]
  readonly writes: readonly RecordedWrite[]
  readonly outcome: DryRunOutcome
}

/** Rolls back the dry run. It is not thrown outside this file. */
class DryRunRollback extends Error {
  readonly dryRun: DryRun

  constructor(dryRun: DryRun) {
    super('the dry run is over')
    this.dryRun = dryRun
  }
}

/**
 * Runs the whole pipeline for an identity, as for a user who is not signed in, in a transaction that is always rolled
 * back: the database is unchanged afterwards. No session is opened.
 */
export async function dryRunSignIn(
  { store, site, pipelines, encrypter, clock }: Omit<CompleteSignInDeps, 'sessions'>,
  { identity, policy }: { readonly identity: Identity; readonly policy: BackendPolicy },
): Promise<DryRun> {
  const anonymous = { intent: 'sign-in', connecting: null, answers: NO_ANSWERS } as const
  try {
    return await store.atomically(async (tx, retry) => {
      const [steps, writes]: [TraceEntry[], RecordedWrite[]] = [[], []]
      const start = {
        ...anonymous,
        identity,
        policy,
        site,
        encrypter,
        store: recordWrites(tx, writes),
        retry,
        now: clock(),
        language: null,
        own: NO_OWN_FACTS,
      }
      const outcome = await runToOutcome(async () => {
        const result = await pipelines.signIn.run(start, (entry) => steps.push(entry))
        if (result instanceof Halt)
          return { kind: 'asked', questionType: result.questionType, reason: result.reason }
        const isNew = writes.some(({ verb }) => verb === 'createUser')
        return { kind: 'signed-in', username: result.user.username, isNew }
      })
      // Whether the database accepts them belongs to the test.
      await tx.sendWrites()
      throw new DryRunRollback({ steps, writes, outcome })
    })
  } catch (error) {
    if (error instanceof DryRunRollback) return error.dryRun
    throw error
  }
}

async function runToOutcome(run: () => Promise<DryRunOutcome>): Promise<DryRunOutcome> {
  try {
    return await run()
  } catch (error) {
    // The transaction handles anything else, such as a lost race.
    if (!(error instanceof PortcullisError)) throw error
    const { code, detailText, providerCause } = error
    return { kind: 'refused', code, detailText, providerCause }
  }
}

/** The same methods; each one that writes records its call first. */
function recordWrites(tx: SignInStore, writes: RecordedWrite[]): SignInStore {
  return new Proxy(tx, {
    get(target, name: keyof SignInStore, receiver) {
      const method: unknown = Reflect.get(target, name, receiver)
      if (typeof method !== 'function' || isReadMethod(name)) return method
      return (...args: unknown[]): unknown => {
        writes.push({
          verb: name,
          fields: Object.assign({}, ...args.map(toFields)) as RecordedWrite['fields'],
        })
        return Reflect.apply(method, target, args)
      }
    },
  })
}

/** IDs belong to rows that are rolled back, and times only say when the test was. */
const OMITTED_FIELDS = /(?:^id|Id|At)$/

function toFields(arg: unknown): Record<string, string> {
  // The values of a statement may be secrets of the site.
  if (arg instanceof Sql) return { statement: toText(arg, () => '?').slice(0, MAX_FIELD_LENGTH) }
  if (typeof arg !== 'object' || arg === null || arg instanceof Date) return {}
  const entries = Object.entries(arg).filter(
    ([name, value]) => !OMITTED_FIELDS.test(name) && value !== null && value !== undefined,
  )
  return Object.fromEntries(entries.map(([name, value]) => [name, toFieldText(value)]))
}

const MAX_FIELD_LENGTH = 300

function toFieldText(value: unknown): string {
  if (value instanceof Uint8Array) return 'encrypted'
  return (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, MAX_FIELD_LENGTH)
}
