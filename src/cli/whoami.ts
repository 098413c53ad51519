import { z } from 'zod'
import { plainText } from '../views/wording.js'
import { type Command, CommandError } from './command.js'
import { type Service, withService } from './service.js'
import { type Kept, SessionFile } from './session-file.js'
import type { Terminal } from './terminal.js'

const Who = z.object({
  user: z.object({ username: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  session: z.object({ label: z.string().nullable(), expiresAt: z.string(), idleExpiresAt: z.string() }),
})

/** Tells who is signed in on this computer. */
export const whoami: Command = {
  name: 'whoami',
  summary: 'Tells who is signed in on this computer, by asking the service',
  parameters: [],
  options: {},
  run: async (_given, terminal) => {
    const { service: address, session } = await keptSession(terminal)
    return withService(address, terminal, async (service) => {
      const who = await whoIs(service, session.value)
      if (!who)
        throw new CommandError(
          `The session at ${address} has ended. Sign in again: portcullis login --service ${address}`,
        )
      const { username, name } = who.user
      const person = name === null ? username : `${username} (${name})`
      const text = plainText(`${person} at ${service.url}, until ${who.session.expiresAt} at the latest`)
      return { text, json: { service: service.url, ...who } }
    })
  },
}

/** The session that is kept here. @throws CommandError when there is none */
export async function keptSession(terminal: Terminal): Promise<Kept> {
  const kept = await new SessionFile(terminal).read()
  if (kept === null)
    throw new CommandError('Nobody is signed in here. Begin with: portcullis login --service URL')
  return kept
}

/** Whose session this is, or null when it has ended. @throws CommandError when the service answers something else */
export async function whoIs(service: Service, value: string): Promise<z.infer<typeof Who> | null> {
  const reply = await service.ask('GET', '/api/session', { bearer: value })
  if (reply.status === 401) return null
  const who = Who.safeParse(reply.body)
  if (reply.status === 200 && who.success) return who.data
  throw new CommandError(`${service.url} gave an answer that is not understood (status ${reply.status}).`)
}
