import { parseJson } from '../parse-json.js'
import { parseDuration } from '../settings/schemas.js'
import type { EventPosition, EventRow } from '../store/events.js'
import type { Store } from '../store/store.js'
import { type RunCommand, UsageError } from './command.js'
import type { Terminal } from './terminal.js'
import { withStore } from './with-store.js'

const PAGE_SIZE = 200
const AREAS = ['sign-in', 'administration'] as const

/** Writes events as JSON lines, newest first. */
export const eventsExport: RunCommand = (args, terminal) => {
  const area = readArea(args.option('area') ?? 'sign-in')
  const since = readSince(args.option('since'), terminal.clock())
  return withStore(terminal, async (store) => {
    const count = await writeEvents(store, terminal, area, since)
    terminal.stderr(`${count} ${count === 1 ? 'event' : 'events'}.\n`)
    return { text: '', json: undefined }
  })
}

async function writeEvents(
  store: Pick<Store, 'listEvents'>,
  terminal: Terminal,
  area: EventRow['area'],
  since: Date,
): Promise<number> {
  let count = 0
  let before: EventPosition | undefined
  while (!terminal.signal.aborted) {
    const rows = await store.listEvents({ area, ...(before && { before }) }, PAGE_SIZE)
    const recent = rows.filter(({ at }) => at >= since)
    terminal.stdout(recent.map((row) => `${JSON.stringify(toJson(row))}\n`).join(''))
    count += recent.length
    before = rows.at(-1)
    if (recent.length < PAGE_SIZE) break
  }
  return count
}

function toJson(row: EventRow): Readonly<Record<string, unknown>> {
  const { id, at, area, kind, actorId, actor, userId, backend, reference, code } = row
  return {
    id,
    at,
    area,
    kind,
    actorId,
    actor,
    userId,
    backend,
    reference,
    code,
    detail: parseJson(row.detail) ?? null,
  }
}

function readArea(text: string): EventRow['area'] {
  const area = AREAS.find((each) => each === text)
  if (area === undefined) throw new UsageError('--area must be "sign-in" or "administration".')
  return area
}

function readSince(text: string | null, now: Date): Date {
  if (text === null) return new Date(0)
  const ms = parseDuration(text)
  if (ms === null)
    throw new UsageError('--since must be a number and one of s, m, h and d, such as 24h or 7d.')
  return new Date(now.getTime() - ms)
}
