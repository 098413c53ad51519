import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { HttpClientError } from '../http-client/errors.js'
import { DEVICE_GRANT_TYPE } from '../middleware/oauth-metadata.js'
import { stripControls } from '../pages/format.js'
import { type ApiClient, type ApiRequest, type ApiResponse, OAuthErrorSchema } from './api-client.js'
import { CommandError } from './command.js'
import type { StoredCredentials } from './credentials-file.js'
import type { Terminal } from './terminal.js'

const SLOW_DOWN_SECONDS = 5
const MAX_INTERVAL_SECONDS = 60

const TokenResponseSchema = z.object({
  session: z.looseObject({ value: z.string().min(1), expires: z.string() }),
})

const ERROR_MESSAGES: Readonly<Record<string, string>> = {
  access_denied: 'The request was denied, or its approval was withdrawn. You are not signed in.',
  expired_token: 'The code expired before the request was approved. Run the command again for a new code.',
  invalid_grant: 'The code is no longer valid. Run the command again for a new code.',
}

/** A device authorization that waits for approval. */
export interface DeviceAuthorization {
  /** Secret. */
  readonly deviceCode: string
  readonly clientId: string
  readonly intervalSeconds: number
  readonly deadline: Date
  readonly proof: NonNullable<ApiRequest['proof']>
}

/**
 * Polls until the request is approved, at the interval that the server sets (RFC 8628 section 3.5). While the server
 * does not respond, the interval doubles, up to a minute.
 * @throws CommandError when the request is denied, expires or fails
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
    // The server may be available again before the code expires.
    if (error instanceof HttpClientError) return null
    throw error
  }
}

/** The time until the next poll. @throws CommandError when polling again is pointless */
function nextIntervalSeconds(reply: ApiResponse | null, seconds: number): number {
  if (reply === null || reply.status >= 500 || reply.status === 429) return seconds * 2
  const oauthError = OAuthErrorSchema.safeParse(reply.body)
  if (!oauthError.success) throw new CommandError('The server sent an unexpected response.')
  const { error, error_description: description } = oauthError.data
  if (error === 'authorization_pending') return seconds
  if (error === 'slow_down') return seconds + SLOW_DOWN_SECONDS
  throw new CommandError(
    ERROR_MESSAGES[error] ?? `The server refused: ${stripControls(`${error}. ${description}`)}`,
  )
}
