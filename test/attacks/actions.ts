import type { Site } from '../support/site.js'
import type { Answer, Visitor } from '../support/visitor.js'

/** Goes to the provider to connect an account, and stops before the callback: returns its URL. */
export async function untilConnected(visitor: Visitor, backend: string): Promise<string> {
  const start = await visitor.ask(`/connect/${backend}`, { form: { _csrf: await visitor.csrf() } })
  if (start.location === null) throw new Error(`no start: ${start.status} ${start.body.slice(0, 500)}`)
  const back = await visitor.ask(start.location)
  if (back.location === null) throw new Error(`no way back: ${back.status}`)
  return back.location
}

/** Connects an account, and returns the answer of the callback. */
export async function connect(visitor: Visitor, backend: string): Promise<Answer> {
  return visitor.ask(await untilConnected(visitor, backend))
}

/** Presses "Disconnect". */
export async function disconnect(visitor: Visitor, backend: string, account: string): Promise<Answer> {
  const form = { _csrf: await visitor.csrf() }
  return visitor.ask(`/disconnect/${backend}/${encodeURIComponent(account)}`, { form })
}

/** The account of this subject at this backend, with its user. */
export async function accountOf(site: Site, backend: string, subject: string) {
  const row = await site.rows.account.findUnique({
    where: { backend_subject: { backend, subject } },
    include: { user: true, sessions: true },
  })
  if (row === null) throw new Error(`${subject} has no account at ${backend}`)
  return row
}
