import { z } from 'zod'
import { plainText } from '../views/wording.js'
import { awaitApproval } from './await-approval.js'
import { type Command, CommandError, type Said } from './command.js'
import { newDeviceKey } from './device-key.js'
import { endKept } from './logout.js'
import { qrCode } from './qr-code.js'
import { type Service, withService } from './service.js'
import { SessionFile } from './session-file.js'
import type { Terminal } from './terminal.js'
import { showWaiting } from './waiting.js'
import { whoIs } from './whoami.js'

const CLIENT_ID = 'portcullis'

const Codes = z.object({
  device_code: z.string().min(1),
  user_code: z.string().min(1).max(40),
  verification_uri_complete: z.url({ protocol: /^https?$/ }),
  expires_in: z.number().positive(),
  interval: z.number().positive().max(600).default(5),
})

const Refusal = z.object({ error: z.string(), error_description: z.string().default('') })

/** Signs this computer in, by a browser that may be somewhere else. */
export const login: Command = {
  name: 'login',
  summary: 'Signs this computer in, with a browser that may be on another one',
  parameters: [],
  options: {
    service: { value: 'URL', summary: 'its address, such as https://login.example.com', required: true },
    name: { value: 'NAME', summary: 'what this computer is called there; its host name otherwise' },
  },
  more: 'It shows a link and a code, and waits until somebody has approved it there. The session is kept for "whoami" and "logout".',
  run: (given, terminal) =>
    withService(given.required('service'), terminal, async (service) => {
      const file = new SessionFile(terminal)
      await file.prepare()
      const name = given.option('name') ?? terminal.computer.name
      const session = await signIn(service, name, given.has('json'), terminal)
      const earlier = await file.read().catch(() => null)
      await file.write({ service: service.url, session })
      if (earlier !== null) await endKept(earlier, terminal)
      return said(service, session.value, session.expires)
    }),
}

async function signIn(service: Service, name: string, bare: boolean, terminal: Terminal) {
  const proof = await newDeviceKey()
  const form = { client_id: CLIENT_ID, device_name: name }
  const reply = await service.ask('POST', '/device/code', { form, proof })
  const codes = Codes.safeParse(reply.body)
  if (reply.status !== 200 || !codes.success) throw refusal(service, reply.body)
  const { device_code, user_code, verification_uri_complete, expires_in, interval } = codes.data
  const deadline = new Date(terminal.now().getTime() + expires_in * 1000)
  // Taken apart and put together again, so that nothing in it can speak to the terminal.
  const link = new URL(verification_uri_complete).href
  terminal.aside(
    `\nTo sign this computer in, open\n\n  ${link}\n\nand compare the code there:  ${plainText(user_code)}\n\n`,
  )
  if (!bare) terminal.aside(`${await qrCode(link, terminal.interactive)}\n\n`)
  const pending = { deviceCode: device_code, clientId: CLIENT_ID, intervalSeconds: interval, deadline, proof }
  const stop = showWaiting(terminal, 'Waiting for approval', deadline)
  try {
    return await awaitApproval(service, pending, terminal)
  } finally {
    stop()
  }
}

function refusal(service: Service, body: unknown): CommandError {
  const told = Refusal.safeParse(body)
  if (!told.success) return new CommandError(`There is no Portcullis at ${service.url}.`)
  return new CommandError(
    plainText(`${service.url} refuses: ${told.data.error_description || told.data.error}`),
  )
}

async function said(service: Service, value: string, expires: string): Promise<Said> {
  const user = (await whoIs(service, value))?.user ?? null
  const as = user === null ? '' : ` as ${plainText(user.username)}`
  const json = { service: service.url, user, expires }
  return { text: `Signed in to ${service.url}${as}.`, json }
}
