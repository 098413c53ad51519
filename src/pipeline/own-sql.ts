import { type Sql, sql as buildSql, toSqlValue } from '../store/sql.js'
import type { Queries } from '../store/store.js'
import type { OwnSql } from './open-facts.js'

/** Statements that would end the transaction, or another part of it. */
const TRANSACTION_CONTROL =
  /^\s*(?:BEGIN|COMMIT|END|ROLLBACK|ABORT|SAVEPOINT|RELEASE|START|PREPARE|PRAGMA|ATTACH|DETACH|VACUUM)\b/i

/** The statements of one run of one step. */
export class OwnStatements {
  /** The first error. After it the transaction cannot be committed. */
  failure: Error | null = null
  readonly #store: Pick<Queries, 'runOwnStatement'>
  readonly #pending = new Set<Promise<unknown>>()
  #isOpen = true

  constructor(store: Pick<Queries, 'runOwnStatement'>) {
    this.#store = store
  }

  /** The tag for the step. */
  readonly sql = ((pieces: unknown, ...values: readonly unknown[]) => {
    const rows = this.#run(pieces, values)
    this.#pending.add(rows)
    // A step that does not wait for a statement must not end the process with its error.
    rows.catch(() => undefined)
    return rows
  }) as OwnSql

  /** Waits for statements that the step has not waited for. */
  async settle(): Promise<void> {
    await Promise.allSettled(this.#pending)
  }

  close(): void {
    this.#isOpen = false
  }

  async #run(pieces: unknown, values: readonly unknown[]): Promise<readonly unknown[]> {
    if (!this.#isOpen) throw new Error('The step has ended, and so has its transaction.')
    const statement = toStatement(pieces, values)
    try {
      return await this.#store.runOwnStatement(statement)
    } catch (error) {
      this.failure ??= error instanceof Error ? error : new Error('the statement failed', { cause: error })
      throw error
    }
  }
}

function toStatement(pieces: unknown, values: readonly unknown[]): Sql {
  if (!isTemplate(pieces)) throw new TypeError('Write sql`...`, without parentheses: a text is no statement.')
  if (TRANSACTION_CONTROL.test(pieces[0] ?? ''))
    throw new TypeError('The transaction of the sign-in begins and ends by itself.')
  return buildSql(pieces, ...values.map(toSqlValue))
}

function isTemplate(pieces: unknown): pieces is TemplateStringsArray {
  return Array.isArray(pieces) && Object.hasOwn(pieces, 'raw')
}
