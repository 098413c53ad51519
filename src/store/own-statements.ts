import type { Executor, Row } from './executor.js'
import type { Sql } from './sql.js'

/** Statements that a site's own code writes. */
export interface OwnStatementQueries {
  /** Runs a statement of the site's own in this transaction; returns its rows, none if it returns none. */
  runOwnStatement(statement: Sql): Promise<readonly Row[]>
  /** Sends the writes of this transaction that wait, so that their errors are not those of what comes next. */
  sendWrites(): Promise<void>
}

export function ownStatementQueries(db: Executor): OwnStatementQueries {
  return { runOwnStatement: (statement) => db.rows(statement), sendWrites: () => db.sendWrites() }
}
