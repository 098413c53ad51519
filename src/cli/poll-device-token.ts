import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { HttpClientError } from '../http-client/errors.js'
import { DEVICE_GRANT_TYPE } from '../middleware/oauth-metadata.js'
import { toPlainText } from '../pages/format.js'
import type { ApiClient, ApiRequest, ApiResponse } from './api-client.js'
import { CommandError } from './command.js'
import type { StoredCredentials } from './credentials-file.js'
import type { Terminal } from './terminal.js'

const SLOW_DOWN_SECONDS = 5
const MAX_INTERVAL_SECONDS = 60

const TokenResponseSchema = z.object({
  session: z.looseObject({ value: z.string().min(1), expires: z.string() }),
})
const OAuthErrorSchema = z.object({ error: z.string(), error_description: z.string().optional() })

const ERROR_MESSAGES: Readonly<Record<string, string>> = {
  access_denied: 'It was denied, or the approval was taken back. You are not signed in.',
  expired_token: 'Nobody approved in time. Run the command again for a new code.',
  invalid_grant: 'The code is no longer good. Run the command again for a new one.',
}

/** A code that waits for somebody to approve it. */
export interface DeviceAuthorization {
  /** Secret. */
  readonly deviceCode: string
  readonly clientId: string
  readonly intervalSeconds: number
  readonly deadline: Date
  readonly proof: NonNullable<ApiRequest['proof']>
}

/**
 * Asks until somebody has decided, as often as the service wants (RFC 8628 section 3.5), and less often while it does
 * not answer.
 * @throws CommandError when it comes to nothing
 */
export async function pollForDeviceToken(
  client: ApiClient,
  authorization: DeviceAuthorization,
  { signal, clock }: Pick<Terminal, 'signal' | 'clock'>,
): Promise<StoredCredentials['session']> {
  let seconds = authorization.intervalSeconds
  for (;;) {
    await sleep(seconds * 1000, undefined, { signal })
    if (clock() >= authorization.deadline) throw new CommandError(ERROR_MESSAGES['expired_token'] ?? '')
    const reply = await poll(client, authorization)
    const token = reply?.status === 200 ? TokenResponseSchema.safeParse(reply.body) : null
    if (token?.success) return token.data.session
    seconds = Math.min(MAX_INTERVAL_SECONDS, nextIntervalSeconds(reply, seconds))
  }
}

async function poll(
  client: ApiClient,
  { deviceCode, clientId, proof }: DeviceAuthorization,
): Promise<ApiResponse | null> {
  try {
    const form = { grant_type: DEVICE_GRANT_TYPE, device_code: deviceCode, client_id: clientId }
    return await client.request('POST', '/device/token', { form, proof })
  } catch (error) {
    // It may be back before the code is too old.
    if (error instanceof HttpClientError) return null
    throw error
  }
}

/** How long to wait before the next poll. @throws CommandError when another one makes no sense */
function nextIntervalSeconds(reply: ApiResponse | null, seconds: number): number {
  if (reply === null || reply.status >= 500 || reply.status === 429) return seconds * 2
  const oauthError = OAuthErrorSchema.safeParse(reply.body)
  if (!oauthError.success)
    throw new CommandError('The service gave an answer that is not one of the device grant.')
  const { error, error_description: description = '' } = oauthError.data
  if (error === 'authorization_pending') return seconds
  if (error === 'slow_down') return seconds + SLOW_DOWN_SECONDS
  throw new CommandError(
    ERROR_MESSAGES[error] ?? `The service refuses: ${toPlainText(`${error}. ${description}`)}`,
  )
}
