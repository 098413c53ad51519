import type { Logger } from 'pino'
import { enter, type EntryParts } from '../entry/enter.js'
import { PortcullisError } from '../errors.js'
import type { PasswordBackend, Proven } from '../passwords/password-backend.js'
import { Halt, type Note } from '../pipeline/pipeline.js'
import type { Opened } from '../session/opening.js'
import { CLOSE_CODES } from './protocol.js'
import type { LiveSocket } from './socket.js'
import { TICKET_LIFETIME_MS, type Tickets } from './tickets.js'

export interface SignInParts extends EntryParts {
  readonly passwordBackend: PasswordBackend | null
  readonly tickets: Tickets
  readonly log: Logger
}

/** What somebody typed into a live page. */
export interface Typed {
  readonly username: string
  readonly password: string
}

/** Where a sign-in tells of itself. */
export interface Told {
  readonly reference: string
  readonly trace: Note[]
}

/**
 * Signs a browser in over its socket, as somebody new or anew: the session that it had is replaced, a ticket for the
 * cookie goes to the page, and the socket, which stood for something else until now, is closed.
 * @throws PortcullisError as `identify` and the pipeline do; page_required without the cookie that a ticket is bound to
 */
export async function signInOver(
  parts: SignInParts,
  socket: LiveSocket,
  { username, password }: Typed,
  { reference, trace }: Told,
): Promise<Opened> {
  const { visit, browserId } = socket.guest
  if (parts.passwordBackend === null) {
    throw new PortcullisError('not_found', { detail: 'local passwords are switched off' })
  }
  if (browserId === null)
    throw new PortcullisError('page_required', { detail: 'a sign-in without a browser' })
  const proven = await parts.passwordBackend.identify({ name: username, password, address: visit.address })
  socket.isSigningIn = true
  try {
    const opened = await open(parts, socket, proven, { reference, trace })
    const ticket = await parts.tickets.issue(opened, browserId)
    socket.send({ type: 'ticket', ticket, seconds: TICKET_LIFETIME_MS / 1000 })
    socket.close(CLOSE_CODES.sessionReplaced, 'signed in anew')
    return opened
  } finally {
    socket.isSigningIn = false
  }
}

async function open(
  parts: SignInParts,
  socket: LiveSocket,
  proven: Proven,
  { reference, trace }: Told,
): Promise<Opened> {
  const { visit, token } = socket.guest
  const opening = { kind: 'browser', visit, replaces: socket.current?.token ?? token } as const
  const outcome = await enter(parts, { ...proven, intent: 'sign-in', current: null, ...opening }, trace)
  parts.log.info({ reference, trace }, 'live sign-in')
  if (outcome instanceof Halt) {
    throw new PortcullisError('interaction_required', { detail: `the sign-in asks for ${outcome.asks}` })
  }
  return outcome
}
