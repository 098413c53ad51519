import { type Command, CommandError } from './command.js'
import { withApiClient } from './service.js'
import { type StoredCredentials, CredentialsFile } from './session-file.js'
import type { Terminal } from './terminal.js'
import { requireCredentials } from './whoami.js'

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
