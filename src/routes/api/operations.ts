import { openApiOperation } from './describe-api.js'
import { deviceCode } from './device-code.js'
import { deviceToken } from './device-token.js'
import { endSession } from './end-session.js'
import { endSessions } from './end-sessions.js'
import { listAccounts } from './list-accounts.js'
import { listBackends } from './list-backends.js'
import { listSessions } from './list-sessions.js'
import { deleteSession, logout } from './logout.js'
import type { Operation } from './operation.js'
import { passwordLogin } from './password-login.js'
import { openSocket } from './open-socket.js'
import { ping } from './ping.js'
import { readLiveState } from './read-live-state.js'
import { redeemTicket } from './redeem-ticket.js'
import { readSession } from './read-session.js'
import { exchangeToken } from './trade-token.js'

/** Every call of the API; what is not in this list neither exists nor is described. */
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
