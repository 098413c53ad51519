import {
  describeTrace,
  formatDuration,
  loadTrace,
  type TraceEntryView,
  type TraceView,
} from '../audit/trace.js'
import { redirectUriFor } from '../backends/redirect-uri.js'
import { ENGLISH } from '../locales/locales.js'
import { parseReference } from '../crypto/tokens.js'
import { stripControls } from '../pages/format.js'
import { type RunCommand, CommandError } from './command.js'
import { withStore } from './with-store.js'

/** Shows the trace of a sign-in. */
export const trace: RunCommand = (args, terminal) =>
  withStore(terminal, async (store) => {
    const reference = parseReference(args.positional(0))
    if (reference === null)
      throw new CommandError(`${JSON.stringify(args.positional(0))} is not a valid reference.`)
    const stored = await loadTrace(store, reference)
    if (stored === null)
      throw new CommandError(`No sign-in found for ${reference}. It may have been deleted since.`)
    const redirectUri = (backend: string) => redirectUriFor('BASE_URL', { name: backend })
    const view = describeTrace(stored, { redirectUri, now: terminal.clock(), translator: ENGLISH })
    return { text: formatTrace(view), json: stored }
  })

function formatTrace({ reference, attempt, entries }: TraceView): string {
  const first =
    attempt === null
      ? []
      : [`${attempt.title} from ${attempt.backend}, started ${attempt.at.toISOString()}`, attempt.text]
  return [reference, ...first, ...entries.flatMap(formatEntry)].map(stripControls).join('\n')
}

function formatEntry(entry: TraceEntryView): string[] {
  const { title, backend, code, at, error, meaning, remedy, userId } = entry
  return [
    `${title}${code === null ? '' : `: ${code}`}${backend === null ? '' : ` (${backend})`}, ${at.toISOString()}`,
    ...(error === null ? [] : [`- detail: ${error}`]),
    ...(meaning === null ? [] : [`- meaning: ${meaning}`]),
    ...(remedy === null ? [] : [`- what to do: ${remedy}`]),
    ...(userId === null ? [] : [`- user: ${userId}`]),
    ...entry.facts.map(([name, value]) => `- ${name}: ${value}`),
    ...entry.steps.map(
      ({ step, because, ms, ended }) =>
        `- step ${step}: ${because} (${ended === null ? '' : `${ended} here, `}${formatDuration(ms, ENGLISH)})`,
    ),
    ...entry.calls.map(({ text, ms }) => `- call ${text} (${formatDuration(ms, ENGLISH)})`),
  ]
}
