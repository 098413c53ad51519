import { ENGLISH } from '../../locales/locales.js'
import { z } from 'zod'
import { PortcullisError } from '../../errors.js'
import { message } from '../../locales/messages.js'
import { browserName } from '../../middleware/client-info.js'
import { sessionBackend } from '../../sessions/derive-session.js'
import { readBearerToken } from '../../sessions/http-sessions.js'
import { toSessionObject } from '../../sessions/session-object.js'
import type { Session } from '../../store/models.js'
import { type Operation, requireBrowserSession, requireSession } from './operation.js'
import { SessionObjectSchema, toUserObject, UserObject } from './schemas.js'

const TimestampSchema = z.string().meta({ format: 'date-time' })

/** A session as its owner sees it. It contains nothing that gives access to the session. */
const SessionEntry = z
  .object({
    id: z.string(),
    current: z.boolean().describe('Whether it is the session of this request.'),
    kind: z.enum(['browser', 'bearer', 'device']),
    backend: z
      .string()
      .nullable()
      .describe('The name of the backend of the sign-in; null if that account was disconnected since.'),
    label: z.string().nullable().describe('The name of a device.'),
    browser: z.string().describe('Browser and system, derived from the User-Agent header.'),
    address: z.string().nullable().describe('The network address of the sign-in.'),
    createdAt: TimestampSchema,
    lastSeenAt: TimestampSchema.describe('Recorded at most once a minute.'),
    idleExpiresAt: TimestampSchema.describe('The session ends then unless it is used before.'),
    expiresAt: TimestampSchema.describe('The session ends then, with or without use.'),
  })
  .meta({ id: 'Session' })
type SessionEntry = z.infer<typeof SessionEntry>

/** @param currentId the session of this request */
function toSessionEntry(session: Session, currentId: string): SessionEntry {
  const { id, kind, label, address } = session
  return {
    id,
    current: id === currentId,
    kind,
    backend: sessionBackend(session),
    label,
    browser: browserName(session.userAgent, ENGLISH),
    address,
    createdAt: session.createdAt.toISOString(),
    lastSeenAt: session.lastSeenAt.toISOString(),
    idleExpiresAt: session.idleExpiresAt.toISOString(),
    expiresAt: session.expiresAt.toISOString(),
  }
}

const SessionListSchema = z.object({ sessions: z.array(SessionEntry) })

export const listSessions: Operation = {
  method: 'GET',
  path: '/api/sessions',
  summary: 'List your sessions, most recently used first',
  description: 'At most one thousand.',
  security: ['cookie', 'bearer'],
  responses: { 200: { description: 'Browsers, programs and devices.', schema: SessionListSchema } },
  errors: ['login_required'],
  handler: (services) => async (ctx) => {
    const current = requireSession(services, ctx)
    const { user, session } = current
    const sessions = await services.sessions.list(user.id, current)
    const response: z.infer<typeof SessionListSchema> = {
      sessions: sessions.map((each) => toSessionEntry(each, session.id)),
    }
    ctx.body = response
  },
}

const SessionIdSchema = z.string().regex(/^[\w-]{1,64}$/)

export const endSession: Operation = {
  method: 'DELETE',
  path: '/api/sessions/{id}',
  summary: 'End one of your sessions',
  description: 'The session of a device or a program can only end itself.',
  security: ['cookie', 'bearer'],
  parameters: [{ in: 'path', name: 'id', description: 'The `id` in the list.', schema: SessionIdSchema }],
  responses: { 204: { description: 'The session has ended, on every process.' } },
  errors: ['login_required', 'origin_rejected', 'browser_session_required', 'not_found'],
  handler: (services) => async (ctx) => {
    const current = requireSession(services, ctx)
    const { user, session } = current
    const id = SessionIdSchema.safeParse(ctx.params['id']).data
    if (id !== session.id) requireBrowserSession(current)
    if (id === undefined || !(await services.sessions.endOne(user.id, id, current))) {
      throw new PortcullisError('not_found', { detail: 'this user has no session with this id' })
    }
    // The session of this request has just ended; this clears its cookie.
    if (id === session.id) await services.http.sessions.end(ctx)
    ctx.status = 204
  },
}

const KeepParamSchema = z.literal('current').optional()

export const endSessions: Operation = {
  method: 'DELETE',
  path: '/api/sessions',
  summary: 'Sign out everywhere, or everywhere else',
  description:
    'Ends all sessions of the user. With `keep=current` the current one stays and gets a new token, in the cookie or, ' +
    'for a bearer token, in the response. The session of a device or a program cannot do this.',
  security: ['cookie', 'bearer'],
  parameters: [
    { in: 'query', name: 'keep', description: 'The session that stays.', schema: KeepParamSchema },
  ],
  responses: {
    200: {
      description: 'The other sessions have ended; this is the current session.',
      schema: SessionObjectSchema,
    },
    204: { description: 'The sessions have ended. A cookie that stays has the new token.' },
  },
  errors: ['login_required', 'origin_rejected', 'browser_session_required', 'bad_request'],
  handler: (services) => async (ctx) => {
    const current = requireBrowserSession(requireSession(services, ctx))
    if (!shouldKeepCurrent(ctx.querystring)) {
      await services.sessions.endAll(current.user.id)
      await services.http.sessions.end(ctx)
      ctx.status = 204
      return
    }
    const renewed = await services.sessions.endOthers(current)
    if (!renewed) throw new PortcullisError('login_required', { detail: message('detail.session.ended') })
    if (readBearerToken(ctx) !== undefined) {
      ctx.body = toSessionObject(services.http.sessionCookie, renewed)
      return
    }
    services.http.knownBrowsers.renew(ctx, current.user, renewed.session.epoch)
    await services.http.sessions.attach(ctx, renewed)
    ctx.status = 204
  },
}

// An unknown parameter must not end more sessions than were meant.
function shouldKeepCurrent(querystring: string): boolean {
  if (querystring === '') return false
  if (querystring === 'keep=current') return true
  throw new PortcullisError('bad_request', { detail: 'the query is neither empty nor keep=current' })
}

const CurrentSessionSchema = z.object({ user: UserObject, session: SessionEntry })

export const readSession: Operation = {
  method: 'GET',
  path: '/api/session',
  summary: 'Get the current user and session',
  description: 'A 401 removes a cookie whose session has ended.',
  security: ['cookie', 'bearer'],
  responses: {
    200: { description: 'The user and the session of this request.', schema: CurrentSessionSchema },
  },
  errors: ['login_required'],
  handler: (services) => (ctx) => {
    const { user, session } = requireSession(services, ctx)
    const response: z.infer<typeof CurrentSessionSchema> = {
      user: toUserObject(user, services.userExtension),
      session: toSessionEntry(session, session.id),
    }
    ctx.body = response
  },
}

/**
 * Ends the session of the request. Without a session the user is signed out already, so a second call is not an
 * error.
 */
const logoutOperation: Omit<Operation, 'method' | 'path'> = {
  summary: 'Sign out',
  description:
    'Ends the session of this request and removes its cookie. Paused sign-ins in this browser are ' +
    'discarded. Without a session it does nothing else.',
  security: ['cookie', 'bearer'],
  responses: { 204: { description: 'The user is signed out.' } },
  errors: ['origin_rejected'],
  handler: (services) => async (ctx) => {
    await services.flows.partials.discardForBrowser(services.http.browserCookie.id(ctx))
    await services.http.sessions.end(ctx)
    ctx.status = 204
  },
}

export const logout: Operation = { method: 'POST', path: '/api/logout', ...logoutOperation }

export const deleteSession: Operation = { method: 'DELETE', path: '/api/session', ...logoutOperation }
