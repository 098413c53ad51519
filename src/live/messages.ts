import { z } from 'zod'
import type { Registry } from '../backends/registry.js'
import { errorTexts, type PortcullisError } from '../errors.js'
import type { Translator } from '../locales/translator.js'
import { parseJson } from '../parse-json.js'
import type { CurrentSession } from '../sessions/session-store.js'

/** Why the server closes a socket (RFC 6455 section 7.4; codes from 4000 on are ours). */
export const CLOSE_CODES = {
  /** This process stops. Connect again in a moment. */
  goingAway: 1001,
  /** The session store did not answer for too long, so the session may have ended. */
  tryAgainLater: 1013,
  sessionEnded: 4001,
  /** A new sign-in in this browser has replaced the session of this socket. */
  sessionReplaced: 4002,
  /** The session, or the time of a client that is not signed in, is over. */
  limitReached: 4003,
  tooManyMessages: 4008,
} as const
export type CloseCode = (typeof CLOSE_CODES)[keyof typeof CLOSE_CODES]

/** Messages of a page. Any other message is answered with an error and changes nothing. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ping') }),
  z.strictObject({
    type: z.literal('login'),
    /** User name or email address. */
    username: z.string().min(1).max(320),
    password: z.string().min(1).max(2000),
  }),
  z.strictObject({ type: z.literal('logout') }),
])
export type ClientMessage = z.infer<typeof ClientMessage>

/** Who is signed in, and which login methods there are. */
export const ClientState = z.strictObject({
  type: z.literal('state'),
  user: z.strictObject({ name: z.string(), picture: z.string().nullable() }).nullable(),
  /** When the session ends even if it is used; ISO 8601. */
  expires: z.iso.datetime().nullable(),
  backends: z.array(z.strictObject({ name: z.string(), label: z.string(), icon: z.string().nullable() })),
  /** Whether `login` with a user name and a password is possible. */
  password: z.boolean(),
})
export type ClientState = z.infer<typeof ClientState>

/** Messages of the server. */
export const ServerMessage = z.discriminatedUnion('type', [
  ClientState,
  /** `renewed`: the token has changed, so the page must make a request that renews the cookie, too. */
  z.strictObject({ type: z.literal('pong'), renewed: z.boolean() }),
  /** Secret: valid once, within `seconds`, in this browser, for the cookie of the session that was just opened. */
  z.strictObject({ type: z.literal('ticket'), ticket: z.string(), seconds: z.number() }),
  z.strictObject({
    type: z.literal('error'),
    code: z.string(),
    title: z.string(),
    detail: z.string(),
    advice: z.string(),
    reference: z.string(),
    retryAfter: z.number().nullable(),
  }),
])
export type ServerMessage = z.infer<typeof ServerMessage>

/** An error with the texts of the error pages, in the language of the live page. */
export function errorMessage(
  error: PortcullisError,
  reference: string,
  translator: Translator,
): ServerMessage {
  const { title, message, advice } = { ...errorTexts(error.code, null, translator), ...error.shown }
  const { code, retryAfterSeconds } = error
  return { type: 'error', code, title, detail: message, advice, reference, retryAfter: retryAfterSeconds }
}

/** Parses the message in a text frame; null when it is not one of ours. */
export function parseClientMessage(text: string): ClientMessage | null {
  return ClientMessage.safeParse(parseJson(text)).data ?? null
}

export interface StateDeps {
  readonly backends: {
    readonly registry: Pick<Registry, 'listOffered'>
    /** Null when PASSWORD_LOGIN is off. */
    readonly password: object | null
  }
}

/** What a page learns about the signed-in user: no ID, no email address, no CSRF token. */
export function toClientState(
  { backends: { registry, password } }: StateDeps,
  current: CurrentSession | null,
): ClientState {
  const user = current && { name: current.user.name ?? current.user.username, picture: current.user.picture }
  return {
    type: 'state',
    user,
    expires: current?.session.expiresAt.toISOString() ?? null,
    backends: registry.listOffered().map(({ name, label, icon }) => ({ name, label, icon })),
    password: password !== null,
  }
}
