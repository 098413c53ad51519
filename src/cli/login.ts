import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { z } from 'zod'
import { newId } from '../crypto/tokens.js'
import { stripControls } from '../pages/format.js'
import { type ApiClient, OAuthErrorSchema, withApiClient } from './api-client.js'
import { type RunCommand, CommandError, type CommandResult } from './command.js'
import { CredentialsFile } from './credentials-file.js'
import { pollForDeviceToken } from './poll-device-token.js'
import { qrCode, startSpinner, type Terminal } from './terminal.js'
import { endStoredSession, fetchCurrentUser } from './whoami.js'

const CLIENT_ID = 'portcullis'

const DeviceCodeSchema = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1).max(40),
  verification_uri_complete: z.url({ protocol: /^https?$/ }),
  expires_in: z.number().positive(),
  interval: z.number().positive().max(600).default(5),
})

/** Signs in this computer with the device grant (RFC 8628), through a browser on any device. */
export const login: RunCommand = (args, terminal) =>
  withApiClient(args.required('service'), terminal, async (client) => {
    const file = new CredentialsFile(terminal)
    await file.ensureWritable()
    const name = args.option('name') ?? terminal.machine.name
    const session = await signIn(client, name, args.has('json'), terminal)
    const previous = await file.read().catch(() => null)
    await file.write({ service: client.url, session })
    if (previous !== null) await endStoredSession(previous, terminal)
    return toResult(client, session.value, session.expires)
  })

async function signIn(client: ApiClient, name: string, json: boolean, terminal: Terminal) {
  const proof = await createDpopSigner()
  const form = { client_id: CLIENT_ID, device_name: name }
  const reply = await client.request('POST', '/device/code', { form, proof })
  const parsed = DeviceCodeSchema.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw toCommandError(client, reply.body)
  const { device_code, user_code, verification_uri_complete, expires_in, interval } = parsed.data
  const deadline = new Date(terminal.clock().getTime() + expires_in * 1000)
  // Parsing and serializing the URL escapes control characters, so the server cannot send them to the terminal.
  const link = new URL(verification_uri_complete).href
  terminal.stderr(
    `\nTo sign in this computer, open\n\n  ${link}\n\nand check that the page shows this code:  ${stripControls(user_code)}\n\n`,
  )
  if (!json) terminal.stderr(`${await qrCode(link, terminal.isInteractive)}\n\n`)
  const authorization = {
    deviceCode: device_code,
    clientId: CLIENT_ID,
    intervalSeconds: interval,
    deadline,
    proof,
  }
  const stop = startSpinner(terminal, 'Waiting for approval', deadline)
  try {
    return await pollForDeviceToken(client, authorization, terminal)
  } finally {
    stop()
  }
}

function toCommandError(client: ApiClient, body: unknown): CommandError {
  const parsed = OAuthErrorSchema.safeParse(body)
  if (!parsed.success) return new CommandError(`There is no Portcullis server at ${client.url}.`)
  return new CommandError(
    stripControls(`${client.url} refused: ${parsed.data.error_description || parsed.data.error}`),
  )
}

async function toResult(client: ApiClient, value: string, expires: string): Promise<CommandResult> {
  const user = (await fetchCurrentUser(client, value))?.user ?? null
  const suffix = user === null ? '' : ` as ${stripControls(user.username)}`
  const json = { service: client.url, user, expires }
  return { text: `Signed in to ${client.url}${suffix}.`, json }
}

/** Creates a signer of DPoP proofs for POST requests (RFC 9449). Its key exists only in this process. */
async function createDpopSigner(): Promise<(url: string, now: Date) => Promise<string>> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return (url, now) =>
    new SignJWT({ htm: 'POST', htu: url, jti: newId() })
      .setIssuedAt(now)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(privateKey)
}
