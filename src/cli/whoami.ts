import { z } from 'zod'
import { toPlainText } from '../pages/format.js'
import { type ApiClient, withApiClient } from './api-client.js'
import { type Command, CommandError } from './command.js'
import { CredentialsFile, type StoredCredentials } from './credentials-file.js'
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

/** Signs this computer out. */
export const logout: Command = {
  name: 'logout',
  summary: 'Ends the session of this computer, and forgets it',
  positionals: [],
  options: {
    forget: { valueName: null, summary: 'forgets it here even when the service cannot be asked to end it' },
  },
  run: async (args, terminal) => {
    const credentials = await requireCredentials(terminal)
    const { service } = credentials
    const ended = await endStoredSession(credentials, terminal)
    if (!ended && !args.has('forget'))
      throw new CommandError(
        'You are still signed in. With --forget the session is forgotten here all the same.',
      )
    await new CredentialsFile(terminal).remove()
    const text = ended
      ? `Signed out of ${service}.`
      : `Forgotten here. End the session on the account page of ${service}.`
    return { text, json: { service, ended } }
  },
}

/** Ends a session at its service; false, and a word about it, when that cannot be done now. */
export async function endStoredSession(
  { service: address, session }: StoredCredentials,
  terminal: Terminal,
): Promise<boolean> {
  try {
    await withApiClient(address, terminal, async (client) => {
      const { status } = await client.request('POST', '/api/logout', { bearer: session.value })
      if (status !== 204) throw new CommandError(`${client.url} did not end the session (status ${status}).`)
    })
    return true
  } catch (error) {
    if (!(error instanceof Error) || terminal.signal.aborted) throw error
    terminal.stderr(`The session at ${address} could not be ended. ${error.message}\n`)
    return false
  }
}
