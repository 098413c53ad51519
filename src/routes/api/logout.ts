import type { Operation } from './operation.js'

/** Ends the session of the request. Whoever has none is signed out already, so that a second call is no fault. */
const logoutOperation: Omit<Operation, 'method' | 'path'> = {
  summary: 'Sign out',
  description:
    'Ends the session of this request, and takes its cookie away; sign-ins that wait for an answer in this browser are ' +
    'given up. Without a session it does nothing else.',
  security: ['cookie', 'bearer'],
  responses: { 204: { description: 'Nobody is signed in any more.' } },
  errors: ['origin_refused'],
  handler: (services) => async (ctx) => {
    await services.partials.discardForBrowser(services.browserCookie.id(ctx))
    await services.httpSessions.end(ctx)
    ctx.status = 204
  },
}

export const logout: Operation = { method: 'POST', path: '/api/logout', ...logoutOperation }

export const deleteSession: Operation = { method: 'DELETE', path: '/api/session', ...logoutOperation }
