import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { z } from 'zod'
import { newId } from '../crypto/tokens.js'
import { toPlainText } from '../pages/format.js'
import { type ApiClient, withApiClient } from './api-client.js'
import { type Command, CommandError, type CommandResult } from './command.js'
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

const OAuthErrorSchema = z.object({ error: z.string(), error_description: z.string().default('') })

/** Signs this computer in, by a browser that may be somewhere else. */
export const login: Command = {
  name: 'login',
  summary: 'Signs this computer in, with a browser that may be on another one',
  positionals: [],
  options: {
    service: { valueName: 'URL', summary: 'its address, such as https://login.example.com', required: true },
    name: { valueName: 'NAME', summary: 'what this computer is called there; its host name otherwise' },
  },
  details:
    'It shows a link and a code, and waits until somebody has approved it there. The session is kept for "whoami" and "logout".',
  run: (args, terminal) =>
    withApiClient(args.required('service'), terminal, async (client) => {
      const file = new CredentialsFile(terminal)
      await file.ensureWritable()
      const name = args.option('name') ?? terminal.machine.name
      const session = await signIn(client, name, args.has('json'), terminal)
      const previous = await file.read().catch(() => null)
      await file.write({ service: client.url, session })
      if (previous !== null) await endStoredSession(previous, terminal)
      return toResult(client, session.value, session.expires)
    }),
}

async function signIn(client: ApiClient, name: string, json: boolean, terminal: Terminal) {
  const proof = await createDpopSigner()
  const form = { client_id: CLIENT_ID, device_name: name }
  const reply = await client.request('POST', '/device/code', { form, proof })
  const parsed = DeviceCodeSchema.safeParse(reply.body)
  if (reply.status !== 200 || !parsed.success) throw toCommandError(client, reply.body)
  const { device_code, user_code, verification_uri_complete, expires_in, interval } = parsed.data
  const deadline = new Date(terminal.clock().getTime() + expires_in * 1000)
  // Taken apart and put together again, so that nothing in it can speak to the terminal.
  const link = new URL(verification_uri_complete).href
  terminal.stderr(
    `\nTo sign this computer in, open\n\n  ${link}\n\nand compare the code there:  ${toPlainText(user_code)}\n\n`,
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
  if (!parsed.success) return new CommandError(`There is no Portcullis at ${client.url}.`)
  return new CommandError(
    toPlainText(`${client.url} refuses: ${parsed.data.error_description || parsed.data.error}`),
  )
}

async function toResult(client: ApiClient, value: string, expires: string): Promise<CommandResult> {
  const user = (await fetchCurrentUser(client, value))?.user ?? null
  const suffix = user === null ? '' : ` as ${toPlainText(user.username)}`
  const json = { service: client.url, user, expires }
  return { text: `Signed in to ${client.url}${suffix}.`, json }
}

/** Makes proofs of a key that exists in this process only (RFC 9449), for POST requests. */
export async function createDpopSigner(): Promise<(url: string, now: Date) => Promise<string>> {
  const { publicKey, privateKey } = await generateKeyPair('ES256')
  const jwk = await exportJWK(publicKey)
  return (url, now) =>
    new SignJWT({ htm: 'POST', htu: url, jti: newId() })
      .setIssuedAt(now)
      .setProtectedHeader({ typ: 'dpop+jwt', alg: 'ES256', jwk })
      .sign(privateKey)
}
