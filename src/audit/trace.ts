import { errorHelp, isErrorCode } from '../errors.js'
import { ENGLISH } from '../locales/locales.js'
import { foreignLanguage } from '../locales/messages.js'
import type { Translator } from '../locales/translator.js'
import { type ProviderCause, toAdvice } from '../provider-causes.js'
import type { AttemptSummary } from '../store/attempts.js'
import type { Store } from '../store/store.js'
import { parseSignInEvents, type SignInEvent, type SignInKind } from './sign-in-event.js'

/** One thing that happened to a sign-in, in words; the admin pages and the command line show the same. */
export interface TraceEntryView {
  readonly at: Date
  readonly title: string
  readonly ok: boolean
  readonly backend: string | null
  readonly userId: string | null
  readonly code: string | null
  /** What the code means, and what to do; null when all went well. */
  readonly meaning: string | null
  readonly remedy: string | null
  /** What exactly was wrong. */
  readonly error: string | null
  /** Its language, where that is not the reader's. */
  readonly errorLanguage: string | null
  readonly facts: readonly (readonly [string, string])[]
  readonly steps: readonly (Omit<SignInEvent['steps'][number], 'because'> & { readonly because: string })[]
  readonly calls: readonly { readonly text: string; readonly ms: number; readonly ok: boolean }[]
}

export interface TraceView {
  readonly reference: string
  /** The visit to the provider; null where the entries already describe it. */
  readonly attempt: {
    readonly title: string
    readonly text: string
    readonly at: Date
    readonly backend: string
  } | null
  readonly entries: readonly TraceEntryView[]
}

/** What became of a sign-in, in words. */
export function signInTitle(kind: SignInKind, translator: Translator): string {
  return translator.t(`signInKind.${kind}`)
}

export interface TraceContext {
  /** The redirect URI of a backend. */
  readonly redirectUri: (backend: string) => string
  readonly now: Date
  /** The language of the advice. */
  readonly translator: Translator
}

/** A trace in words. */
export function describeTrace({ reference, attempt, events }: Trace, context: TraceContext): TraceView {
  const entries = events.map((event) => describeEvent(event, context))
  // Once it has returned, the events describe it.
  const pending = attempt !== null && events.every(({ begunAt }) => begunAt === null) ? attempt : null
  return { reference, attempt: pending && attemptText(pending, context), entries }
}

function describeEvent(event: SignInEvent, { translator }: TraceContext): TraceEntryView {
  const { at, kind, backend, userId, code, error, steps, calls } = event
  const help = code === null ? null : explainError(code, event.cause, translator)
  return {
    at,
    title: signInTitle(kind, translator),
    ok: code === null,
    backend,
    userId,
    code,
    error: error && translator.format(error),
    errorLanguage: error && foreignLanguage(error),
    steps: steps.map((step) => ({ ...step, because: translator.format(step.because) })),
    meaning: help?.meaning ?? null,
    remedy: help?.remedy ?? null,
    facts: entryFacts(event, translator),
    calls: calls.map((call) => ({
      text: callText(call, translator),
      ms: call.ms,
      ok: call.status !== null && call.status < 400,
    })),
  }
}

/**
 * What a code means for administrators, and what they can do about it, or about the cause at the provider where
 * that is known; null for a code of an older release.
 */
function explainError(
  code: string,
  cause: ProviderCause | null,
  translator: Translator,
): { readonly meaning: string; readonly remedy: string } | null {
  if (!isErrorCode(code)) return null
  const { meaning, remedy } = errorHelp(code, translator)
  return {
    meaning: stripMarkdown(meaning),
    remedy: cause === null ? stripMarkdown(remedy) : translator.format(toAdvice(cause)),
  }
}

/** Markdown without its marks: links by their text, code as it is. */
function stripMarkdown(markdown: string): string {
  return markdown.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '')
}

/** The name of a browser, which is stored in English, such as "Firefox on Linux". */
export function browserText(name: string, translator: Translator): string {
  if (name === ENGLISH.t('common.unknownBrowser')) return translator.t('common.unknownBrowser')
  const [, browser, system] = /^(.+) on (.+)$/.exec(name) ?? []
  return browser === undefined || system === undefined
    ? name
    : translator.t('common.browserOnSystem', { browser, system })
}

function callText(
  { method, url, status, failure }: SignInEvent['calls'][number],
  translator: Translator,
): string {
  const call = `${method} ${url}`
  if (failure !== null)
    return translator.t('adminTrace.callFailed', { call, failure: translator.format(failure) })
  return status === null
    ? translator.t('adminTrace.notAnswered', { call })
    : translator.t('adminTrace.answered', { call, status: String(status) })
}

function entryFacts(
  { intent, carrier: transport, begunAt, tripMs: attemptMs, browser, phases }: SignInEvent,
  translator: Translator,
): (readonly [string, string])[] {
  const facts: readonly (readonly [string, string | null])[] = [
    ['intent', translator.template(`adminTrace.intent.${intent}`) ?? intent],
    ['client', translator.template(`adminTrace.client.${transport}`) ?? transport],
    ['browser', browser && browserText(browser, translator)],
    ['started', begunAt && translator.dateTime(begunAt)],
    ['tripTime', attemptMs === null ? null : formatDuration(attemptMs, translator)],
    ...phases.map(({ phase, ms }) => [phase, formatDuration(ms, translator)] as const),
  ]
  return facts.flatMap(([name, value]) =>
    value === null ? [] : [[translator.template(`adminTrace.fact.${name}`) ?? name, value] as const],
  )
}

/** `12 ms`, `3.4 s` or `5 min`; with a decimal comma where the language has one. */
export function formatDuration(ms: number, translator: Translator): string {
  if (ms < 1000) return `${translator.number(Math.round(ms * 10) / 10)} ms`
  return ms < 120_000
    ? `${translator.number(Math.round(ms / 100) / 10)} s`
    : `${translator.number(Math.round(ms / 60_000))} min`
}

function attemptText(
  attempt: AttemptSummary,
  { redirectUri, now, translator }: TraceContext,
): NonNullable<TraceView['attempt']> {
  const { backend, intent, createdAt: at } = attempt
  if (attempt.consumedAt !== null) {
    const text = translator.t(intent === 'test' ? 'adminTrace.wasTest' : 'adminTrace.notRecorded')
    return { title: translator.t('adminTrace.returned'), text, at, backend }
  }
  const isOverdue = attempt.expiresAt <= now
  return {
    title: translator.t(isOverdue ? 'adminTrace.neverReturned' : 'adminTrace.notReturnedYet'),
    text: translator.t('adminTrace.notReturned', { uri: redirectUri(backend) }),
    at,
    backend,
  }
}

/** Everything recorded under one reference. */
export interface Trace {
  readonly reference: string
  /** Its attempt at a provider; null where there was none, or its row was deleted. */
  readonly attempt: AttemptSummary | null
  /** Its events, oldest first. */
  readonly events: readonly SignInEvent[]
}

/** Loads what was recorded under a reference in its normal form; null when there is nothing, or no longer. */
export async function loadTrace(
  store: Pick<Store, 'listEventsByReference' | 'getAttemptByReference'>,
  reference: string,
): Promise<Trace | null> {
  const [rows, attempt] = await Promise.all([
    store.listEventsByReference(reference),
    store.getAttemptByReference(reference),
  ])
  const events = parseSignInEvents(rows.filter(({ area }) => area === 'sign-in'))
  return events.length === 0 && attempt === null ? null : { reference, attempt, events }
}
