import type Router from 'koa-router'
import type { OptionalPart } from '../../settings/configured.js'
import type { Services } from '../services.js'
import { emailLogin, requestEmailCode } from './email-login.js'
import { editProfile, listAccounts, listBackends } from './account.js'
import { listDeliveries, sendDeliveryAgain } from './deliveries.js'
import { deviceCode, deviceToken } from './device-grant.js'
import { openSocket, ping, readLiveState, redeemTicket } from './live.js'
import { openApiOperation } from './openapi.js'
import type { Operation } from './operation.js'
import { passwordLogin } from './password.js'
import { deleteSession, endSession, endSessions, listSessions, logout, readSession } from './sessions.js'
import { exchangeToken } from './token-exchange.js'

/** Adds the routes of all operations of the API. */
export function apiRoutes(router: Router, services: Services): void {
  for (const operation of operationsOf(services)) {
    const handle = operation.handler(services)
    router.register(operation.path.replaceAll(/\{(\w+)\}/g, ':$1'), [operation.method], async (ctx) => {
      ctx.res.setHeader('Cache-Control', 'no-store')
      await handle(ctx)
    })
  }
}

/** Every operation of the API. An operation that is not in this list neither exists nor is described. */
export const operations: readonly Operation[] = [
  passwordLogin,
  requestEmailCode,
  emailLogin,
  readSession,
  exchangeToken,
  deleteSession,
  ping,
  logout,
  listSessions,
  endSessions,
  endSession,
  editProfile,
  listAccounts,
  listBackends,
  deviceCode,
  deviceToken,
  openSocket,
  readLiveState,
  redeemTicket,
  listDeliveries,
  sendDeliveryAgain,
  openApiOperation(operationsOf),
]

/** The operations of this site, which may do without some parts. */
function operationsOf({ site: { without } }: Pick<Services, 'site'>): readonly Operation[] {
  return operations.filter(({ path }) => !partsOf(path).some((part) => without.has(part)))
}

function partsOf(path: string): readonly OptionalPart[] {
  if (!path.startsWith('/api/')) return ['devices']
  if (path.startsWith('/api/live')) return ['api', 'live']
  return path === '/api/login' ? ['api', 'passwords'] : ['api']
}
