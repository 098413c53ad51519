import { ENGLISH } from '../locales/locales.js'
import type { Message, Sentence } from '../locales/messages.js'
import { mapValues, OptionalStoredMessage, toSentence, toStoredMessage } from '../locales/stored-message.js'
import { z } from 'zod'
import { newId } from '../crypto/tokens.js'
import type { ErrorCode } from '../errors.js'
import { parseJson } from '../parse-json.js'
import { StoredCause } from '../provider-causes.js'
import type { EventRow } from '../store/events.js'
import type { AnonymousDetails } from '../store/user-data.js'

const MAX_STEPS = 40
const MAX_TEXT_LENGTH = 500

/** How a sign-in ended, or what was decided about a device. */
const SIGN_IN_KINDS = [
  'signed-in',
  'connected',
  'halted',
  'device-approved',
  'device-denied',
  /** A provider sent a logout token that was refused. */
  'logout-refused',
  /** The sign-in could not be started. */
  'began-badly',
  /** The sign-in was refused: the response had a status below 500. */
  'refused',
  /** The sign-in failed: the response had a status of 500 or more. */
  'failed',
] as const
export type SignInKind = (typeof SIGN_IN_KINDS)[number]

/** What people do wrong themselves, such as a wrong password: nothing is broken, so it is not counted as a failure. */
export const OWN_MISTAKES: readonly ErrorCode[] = [
  'wrong_credentials',
  'password_rejected',
  'username_rejected',
  'email_invalid',
  'code_rejected',
  'code_wrong',
  'access_denied',
  'attempt_expired',
  'attempt_used',
  'partial_expired',
  'partial_used',
  'device_denied',
  'device_code_unknown',
  'device_code_expired',
  'device_code_used',
]

/** Whether this code is one of `OWN_MISTAKES`. */
export function isOwnMistake(code: string | null): boolean {
  return OWN_MISTAKES.some((each) => each === code)
}

const DetailSchema = z.object({
  intent: z.string(),
  carrier: z.string(),
  /**
   * When the attempt started, and how many milliseconds passed until the callback, including the user's time at the
   * provider.
   */
  begunAt: z.coerce.date().nullable(),
  tripMs: z.number().nullable(),
  /** For example "Firefox on Linux". */
  browser: z.string().nullable(),
  /** The detail of the error, in English as in the log; and the same as a text of the catalogues. */
  error: z.string().nullable(),
  errorText: OptionalStoredMessage,
  /** What was wrong at the provider; null when nothing was, and for events of older releases. */
  cause: StoredCause.default(null),
  steps: z.array(
    z.object({
      step: z.string(),
      /** Why, in English; and the same as a text of the catalogues. */
      because: z.string(),
      text: OptionalStoredMessage,
      ms: z.number(),
      ended: z.enum(['halted', 'refused', 'failed']).nullable(),
    }),
  ),
  /** Milliseconds. */
  phases: z.array(z.object({ phase: z.string(), ms: z.number() })),
  calls: z.array(
    z.object({
      method: z.string(),
      url: z.string(),
      status: z.number().nullable(),
      ms: z.number(),
      /** Why, in English; and the same as a text of the catalogues. */
      failure: z.string().nullable(),
      failureText: OptionalStoredMessage,
    }),
  ),
})

type StoredCall = z.infer<typeof DetailSchema>['calls'][number]
type StoredStep = z.infer<typeof DetailSchema>['steps'][number]

/** The details of the events of a deleted user: nothing that could name a person. */
export const ANONYMOUS_DETAILS: AnonymousDetails = {
  signIn: JSON.stringify({
    intent: 'sign-in',
    carrier: 'unknown',
    begunAt: null,
    tripMs: null,
    browser: null,
    error: null,
    cause: null,
    steps: [],
    phases: [],
    calls: [],
  } satisfies z.input<typeof DetailSchema>),
  administration: '{}',
  actor: 'a deleted user',
}

/** What a trace records about one request of a sign-in. It contains no email or IP address. */
export interface SignInEvent extends Readonly<
  Omit<z.infer<typeof DetailSchema>, 'error' | 'errorText' | 'steps' | 'calls'>
> {
  /** What exactly was wrong; null when nothing was. */
  readonly error: Sentence | null
  readonly steps: readonly (Pick<StoredStep, 'step' | 'ms' | 'ended'> & { readonly because: Sentence })[]
  readonly calls: readonly (Omit<StoredCall, 'failure' | 'failureText'> & {
    readonly failure: Sentence | null
  })[]
  readonly kind: SignInKind
  readonly at: Date
  readonly reference: string
  readonly backend: string | null
  readonly userId: string | null
  readonly code: string | null
}

/**
 * Converts an event to a row. Texts that look like tokens are redacted, in case one ever contains any.
 * @param retentionMs how long it is kept
 */
export function toEventRow(
  { kind, at, reference, backend, userId, code, ...rest }: SignInEvent,
  retentionMs: number,
): EventRow {
  const detail: z.input<typeof DetailSchema> = {
    ...rest,
    error: rest.error && redactTokens(ENGLISH.format(rest.error)),
    errorText: rest.error && toRedacted(rest.error),
    steps: rest.steps.slice(0, MAX_STEPS).map(({ because, ...step }) => ({
      ...step,
      because: redactTokens(ENGLISH.format(because)),
      text: toRedacted(because),
    })),
    calls: rest.calls.map(({ failure, ...call }) => ({
      ...call,
      url: redactTokens(call.url),
      failure: failure && redactTokens(ENGLISH.format(failure)),
      failureText: failure && toRedacted(failure),
    })),
  }
  return {
    id: newId(),
    at,
    area: 'sign-in',
    kind,
    actorId: null,
    actor: null,
    userId,
    backend,
    reference,
    code,
    detail: JSON.stringify(detail),
    expiresAt: new Date(at.getTime() + retentionMs),
  }
}

/** Reads events from rows; skips rows that another release has written in another format. */
export function parseSignInEvents(rows: readonly EventRow[]): readonly SignInEvent[] {
  return rows.flatMap(({ at, reference, backend, userId, code, ...row }) => {
    const kind = z.enum(SIGN_IN_KINDS).safeParse(row.kind)
    const detail = DetailSchema.safeParse(parseJson(row.detail))
    if (!kind.success || !detail.success) return []
    const { error, errorText, steps, calls, ...others } = detail.data
    return {
      ...others,
      kind: kind.data,
      at,
      reference: reference ?? '',
      backend,
      userId,
      code,
      error: error === null ? null : toSentence(error, errorText),
      steps: steps.map(({ because, text, ...step }) => ({ ...step, because: toSentence(because, text) })),
      calls: calls.map(({ failure, failureText, ...call }) => ({
        ...call,
        failure: failure === null ? null : toSentence(failure, failureText),
      })),
    }
  })
}

/** The text of a sentence, without tokens; null for words that no catalogue has. */
function toRedacted(sentence: Sentence): Message | null {
  const text = toStoredMessage(sentence)
  return text && mapValues(text, redactTokens)
}

/** Why the sign-in of this row failed, in the words of the log; null when it did not, or another release wrote it. */
export function readError({ detail }: Pick<EventRow, 'detail'>): string | null {
  return DetailSchema.safeParse(parseJson(detail)).data?.error ?? null
}

// Longer than any name or ID of ours: a state, a code, a token or a part of one.
function redactTokens(text: string): string {
  return text.replace(/[\w~+/=-]{40,}/g, '[redacted]').slice(0, MAX_TEXT_LENGTH)
}
