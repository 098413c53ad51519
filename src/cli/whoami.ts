import { z } from 'zod'
import { toPlainText } from '../views/wording.js'
import { type Command, CommandError } from './command.js'
import { type ApiClient, withApiClient } from './service.js'
import { type StoredCredentials, CredentialsFile } from './session-file.js'
import type { Terminal } from './terminal.js'

const CurrentUserSchema = z.object({
  user: z.object({ username: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  session: z.object({ label: z.string().nullable(), expiresAt: z.string(), idleExpiresAt: z.string() }),
})

/** Tells who is signed in on this computer. */
export const whoami: Command = {
  name: 'whoami',
  summary: 'Tells who is signed in on this computer, by asking the service',
  positionals: [],
  options: {},
  run: async (_args, terminal) => {
    const { service: address, session } = await requireCredentials(terminal)
    return withApiClient(address, terminal, async (client) => {
      const current = await fetchCurrentUser(client, session.value)
      if (!current)
        throw new CommandError(
          `The session at ${address} has ended. Sign in again: portcullis login --service ${address}`,
        )
      const { username, name } = current.user
      const displayName = name === null ? username : `${username} (${name})`
      const text = toPlainText(
        `${displayName} at ${client.url}, until ${current.session.expiresAt} at the latest`,
      )
      return { text, json: { service: client.url, ...current } }
    })
  },
}

/** The session that is kept here. @throws CommandError when there is none */
export async function requireCredentials(terminal: Terminal): Promise<StoredCredentials> {
  const credentials = await new CredentialsFile(terminal).read()
  if (credentials === null)
    throw new CommandError('Nobody is signed in here. Begin with: portcullis login --service URL')
  return credentials
}

/** Whose session this is, or null when it has ended. @throws CommandError when the service answers something else */
export async function fetchCurrentUser(
  client: ApiClient,
  value: string,
): Promise<z.infer<typeof CurrentUserSchema> | null> {
  const reply = await client.request('GET', '/api/session', { bearer: value })
  if (reply.status === 401) return null
  const parsed = CurrentUserSchema.safeParse(reply.body)
  if (reply.status === 200 && parsed.success) return parsed.data
  throw new CommandError(`${client.url} gave an answer that is not understood (status ${reply.status}).`)
}
