import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { normalReference } from '../crypto/token.js'
import { describeTrace, durationText, type EntryText, type TraceText } from '../journal/describe-trace.js'
import { loadExplanations } from '../journal/explanations.js'
import { traceOf } from '../journal/trace.js'
import { plainText } from '../views/wording.js'
import { type Command, CommandError } from './command.js'
import { onDatabase } from './on-database.js'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** Tells what became of a sign-in. */
export const trace: Command = {
  name: 'trace',
  summary: 'Tells what became of a sign-in, by the reference of its error page',
  parameters: ['REFERENCE'],
  options: {},
  more: 'Capitals and the hyphen do not matter. The page /admin/sign-ins says the same.',
  run: (given, terminal) =>
    onDatabase(terminal, async (store) => {
      const reference = normalReference(given.parameter(0))
      if (reference === null)
        throw new CommandError(`${JSON.stringify(given.parameter(0))} is not a reference.`)
      const found = await traceOf(store, reference)
      if (found === null)
        throw new CommandError(`Nothing is known of ${reference}. Traces are kept for thirty days.`)
      const explain = loadExplanations(join(ROOT, 'docs', 'errors.md'))
      const callback = (backend: string) => `BASE_URL/complete/${backend}`
      const text = describeTrace(found, { explain, callback, now: terminal.now() })
      return { text: textOf(text), json: found }
    }),
}

function textOf({ reference, trip, entries }: TraceText): string {
  const first =
    trip === null ? [] : [`${trip.title} from ${trip.backend}, begun ${trip.at.toISOString()}`, trip.text]
  return [reference, ...first, ...entries.flatMap(linesOf)].map(plainText).join('\n')
}

function linesOf(entry: EntryText): string[] {
  const { title, backend, code, at, error, means, remedy, userId } = entry
  return [
    `${title}${code === null ? '' : `: ${code}`}${backend === null ? '' : ` (${backend})`}, ${at.toISOString()}`,
    ...(error === null ? [] : [`- detail: ${error}`]),
    ...(means === null ? [] : [`- what that means: ${means}`]),
    ...(remedy === null ? [] : [`- what to do: ${remedy}`]),
    ...(userId === null ? [] : [`- user: ${userId}`]),
    ...entry.facts.map(([name, value]) => `- ${name}: ${value}`),
    ...entry.steps.map(
      ({ step, because, ms, ended }) =>
        `- step ${step}: ${because} (${ended === null ? '' : `${ended} here, `}${durationText(ms)})`,
    ),
    ...entry.calls.map(({ text, ms }) => `- call ${text} (${durationText(ms)})`),
  ]
}
