import { z } from 'zod'
import { stripControls } from '../pages/format.js'
import { type ApiClient, withApiClient } from './api-client.js'
import { type RunCommand, CommandError } from './command.js'
import { CredentialsFile, type StoredCredentials } from './credentials-file.js'
import type { Terminal } from './terminal.js'

const CurrentUserSchema = z.object({
  user: z.object({ username: z.string(), name: z.string().nullable(), email: z.string().nullable() }),
  session: z.object({ label: z.string().nullable(), expiresAt: z.string(), idleExpiresAt: z.string() }),
})

/** Shows who is signed in on this computer. */
export const whoami: RunCommand = async (_args, terminal) => {
  const { service: address, session } = await requireCredentials(terminal)
  return withApiClient(address, terminal, async (client) => {
    const current = await fetchCurrentUser(client, session.value)
    if (!current)
      throw new CommandError(
        `The session at ${address} has ended. Sign in again with: portcullis login --service ${address}`,
      )
    const { username, name } = current.user
    const displayName = name === null ? username : `${username} (${name})`
    const text = stripControls(
      `Signed in to ${client.url} as ${displayName}, until ${current.session.expiresAt} at the latest.`,
    )
    return { text, json: { service: client.url, ...current } }
  })
}

/** The session stored on this computer. @throws CommandError when there is none */
async function requireCredentials(terminal: Terminal): Promise<StoredCredentials> {
  const credentials = await new CredentialsFile(terminal).read()
  if (credentials === null)
    throw new CommandError(
      'You are not signed in on this computer. Sign in with: portcullis login --service URL',
    )
  return credentials
}

/** The user of a session, or null when it has ended. @throws CommandError for any other response of the server */
export async function fetchCurrentUser(
  client: ApiClient,
  value: string,
): Promise<z.infer<typeof CurrentUserSchema> | null> {
  const reply = await client.request('GET', '/api/session', { bearer: value })
  if (reply.status === 401) return null
  const parsed = CurrentUserSchema.safeParse(reply.body)
  if (reply.status === 200 && parsed.success) return parsed.data
  throw new CommandError(`${client.url} sent an unexpected response (status ${reply.status}).`)
}

/** Signs out this computer. */
export const logout: RunCommand = async (args, terminal) => {
  const credentials = await requireCredentials(terminal)
  const { service } = credentials
  const ended = await endStoredSession(credentials, terminal)
  if (!ended && !args.has('forget'))
    throw new CommandError(
      'You are still signed in. Use --forget to delete the session on this computer anyway.',
    )
  await new CredentialsFile(terminal).remove()
  const text = ended
    ? `Signed out of ${service}.`
    : `The session is deleted on this computer only. End it on the account page of ${service}.`
  return { text, json: { service, ended } }
}

/** Ends a session at its server. False, with a message on standard error, when that fails. */
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
    terminal.stderr(`Could not end the session at ${address}. ${error.message}\n`)
    return false
  }
}
