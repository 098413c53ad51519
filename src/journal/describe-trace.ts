import type { AttemptGlance } from '../store/attempts.js'
import type { Explain } from './explanations.js'
import type { SignInEvent, SignInKind } from './sign-in-event.js'
import type { Trace } from './trace.js'

/** One thing that happened to a sign-in, in words; the page of administrators and the command line say the same. */
export interface EntryText {
  readonly at: Date
  readonly title: string
  readonly good: boolean
  readonly backend: string | null
  readonly userId: string | null
  readonly code: string | null
  /** What the code means, and what to do; null when all went well. */
  readonly means: string | null
  readonly remedy: string | null
  /** What exactly was wrong. */
  readonly error: string | null
  readonly facts: readonly (readonly [string, string])[]
  readonly steps: SignInEvent['steps']
  readonly calls: readonly { readonly text: string; readonly ms: number; readonly good: boolean }[]
}

export interface TraceText {
  readonly reference: string
  /** What is known of the trip to the provider; null where the rest says it. */
  readonly trip: {
    readonly title: string
    readonly text: string
    readonly at: Date
    readonly backend: string
  } | null
  readonly entries: readonly EntryText[]
}

export const KIND_TITLES: Readonly<Record<SignInKind, string>> = {
  'signed-in': 'Signed in',
  connected: 'Connected an account',
  halted: 'Paused to ask the person something',
  'device-approved': 'Let a device in',
  'device-denied': 'Turned a device away',
  'began-badly': 'Could not begin',
  refused: 'Refused',
  failed: 'Failed',
}

export interface Surroundings {
  readonly explain: Explain
  /** The redirect URI of a backend. */
  readonly callback: (backend: string) => string
  readonly now: Date
}

/** A trace in words. */
export function describeTrace({ reference, attempt, events }: Trace, around: Surroundings): TraceText {
  const entries = events.map((event) => describe(event, around.explain))
  // Once it has come back, the rest says what became of it.
  const trip = attempt !== null && events.every(({ begunAt }) => begunAt === null) ? attempt : null
  return { reference, trip: trip && tripText(trip, around), entries }
}

function describe(event: SignInEvent, explain: Explain): EntryText {
  const { at, kind, backend, userId, code, error, steps, calls } = event
  const explanation = code === null ? null : explain(code)
  return {
    ...{ at, title: KIND_TITLES[kind], good: code === null, backend, userId, code, error, steps },
    means: explanation?.means ?? null,
    remedy: explanation?.remedy ?? null,
    facts: factsOf(event),
    calls: calls.map(({ method, url, status, failure, ms }) => ({
      text: `${method} ${url}: ${failure ?? `answered ${status ?? 'nothing'}`}`,
      ms,
      good: status !== null && status < 400,
    })),
  }
}

function factsOf({
  intent,
  carrier,
  begunAt,
  tripMs,
  browser,
  phases,
}: SignInEvent): (readonly [string, string])[] {
  return [
    ['wanted to', intent],
    ['carried by', carrier],
    ...(browser === null ? [] : [['browser', browser] as const]),
    ...(begunAt === null ? [] : [['begun', begunAt.toISOString()] as const]),
    ...(tripMs === null ? [] : [['came back after', durationText(tripMs)] as const]),
    ...phases.map(({ phase, ms }) => [`time for: ${phase}`, durationText(ms)] as const),
  ]
}

/** `12 ms`, `3.4 s` or `5 min`. */
export function durationText(ms: number): string {
  if (ms < 1000) return `${Math.round(ms * 10) / 10} ms`
  return ms < 120_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 60_000)} min`
}

function tripText(attempt: AttemptGlance, { callback, now }: Surroundings): NonNullable<TraceText['trip']> {
  const { backend, intent, createdAt: at } = attempt
  if (attempt.consumedAt !== null) {
    const text =
      intent === 'test'
        ? 'It was a test sign-in. Its report stands on the page of the provider, until the next test of that version.'
        : 'What came of it was not written down: the process may have been stopped, or there was too much at once.'
    return { title: 'Came back', text, at, backend }
  }
  const late = attempt.expiresAt <= now
  return {
    title: late ? 'Never came back' : 'Has not come back yet',
    text:
      'The person was sent to the provider, and no answer has arrived here. They may have given up. If the provider ' +
      `showed them an error, the usual cause is a callback address that is not registered there. Register exactly ${callback(backend)}`,
    at,
    backend,
  }
}
