import type Router from 'koa-router'
import type { Services } from '../services.js'
import { listAccounts, listBackends } from './account.js'
import { deviceCode, deviceToken } from './device-grant.js'
import { openSocket, ping, readLiveState, redeemTicket } from './live.js'
import { openApiOperation } from './openapi.js'
import type { Operation } from './operation.js'
import { passwordLogin } from './password.js'
import { deleteSession, endSession, endSessions, listSessions, logout, readSession } from './sessions.js'
import { exchangeToken } from './token-exchange.js'

/** Adds the routes of all operations of the API. */
export function apiRoutes(router: Router, services: Services): void {
  for (const operation of operations) {
    const handle = operation.handler(services)
    router.register(operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), [operation.method], async (ctx) => {
      ctx.set('Cache-Control', 'no-store')
      await handle(ctx)
    })
  }
}

/** Every operation of the API. An operation that is not in this list neither exists nor is described. */
export const operations: readonly Operation[] = [
  passwordLogin,
  readSession,
  exchangeToken,
  deleteSession,
  ping,
  logout,
  listSessions,
  endSessions,
  endSession,
  listAccounts,
  listBackends,
  deviceCode,
  deviceToken,
  openSocket,
  readLiveState,
  redeemTicket,
  openApiOperation(() => operations),
]
