import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { OutboundError } from '../outbound/error.js'
import { plainText } from '../views/wording.js'
import { DEVICE_GRANT } from '../web/server-metadata.js'
import { CommandError } from './command.js'
import type { Call, Reply, Service } from './service.js'
import type { Kept } from './session-file.js'
import type { Terminal } from './terminal.js'

const SLOWER_BY_SECONDS = 5
const SLOWEST_SECONDS = 60

const Token = z.object({ session: z.looseObject({ value: z.string().min(1), expires: z.string() }) })
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() })

const SENTENCES: Readonly<Record<string, string>> = {
  access_denied: 'It was denied, or the approval was taken back. You are not signed in.',
  expired_token: 'Nobody approved in time. Run the command again for a new code.',
  invalid_grant: 'The code is no longer good. Run the command again for a new one.',
}

/** A code that waits for somebody to approve it. */
export interface Pending {
  /** Secret. */
  readonly deviceCode: string
  readonly clientId: string
  readonly intervalSeconds: number
  readonly deadline: Date
  readonly proof: NonNullable<Call['proof']>
}

/**
 * Asks until somebody has decided, as often as the service wants (RFC 8628 section 3.5), and less often while it does
 * not answer.
 * @throws CommandError when it comes to nothing
 */
export async function awaitApproval(
  service: Service,
  pending: Pending,
  { signal, now }: Pick<Terminal, 'signal' | 'now'>,
): Promise<Kept['session']> {
  let seconds = pending.intervalSeconds
  for (;;) {
    await sleep(seconds * 1000, undefined, { signal })
    if (now() >= pending.deadline) throw new CommandError(SENTENCES['expired_token'] ?? '')
    const reply = await poll(service, pending)
    const token = reply?.status === 200 ? Token.safeParse(reply.body) : null
    if (token?.success) return token.data.session
    seconds = Math.min(SLOWEST_SECONDS, slower(reply, seconds))
  }
}

async function poll(service: Service, { deviceCode, clientId, proof }: Pending): Promise<Reply | null> {
  try {
    const form = { grant_type: DEVICE_GRANT, device_code: deviceCode, client_id: clientId }
    return await service.ask('POST', '/device/token', { form, proof })
  } catch (error) {
    // It may be back before the code is too old.
    if (error instanceof OutboundError) return null
    throw error
  }
}

/** How long to wait before the next poll. @throws CommandError when another one makes no sense */
function slower(reply: Reply | null, seconds: number): number {
  if (reply === null || reply.status >= 500 || reply.status === 429) return seconds * 2
  const refusal = Refusal.safeParse(reply.body)
  if (!refusal.success)
    throw new CommandError('The service gave an answer that is not one of the device grant.')
  const { error, error_description: description = '' } = refusal.data
  if (error === 'authorization_pending') return seconds
  if (error === 'slow_down') return seconds + SLOWER_BY_SECONDS
  throw new CommandError(SENTENCES[error] ?? `The service refuses: ${plainText(`${error}. ${description}`)}`)
}
