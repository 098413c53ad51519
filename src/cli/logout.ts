import { type Command, CommandError } from './command.js'
import { withService } from './service.js'
import { type Kept, SessionFile } from './session-file.js'
import type { Terminal } from './terminal.js'
import { keptSession } from './whoami.js'

/** Signs this computer out. */
export const logout: Command = {
  name: 'logout',
  summary: 'Ends the session of this computer, and forgets it',
  parameters: [],
  options: {
    forget: { value: null, summary: 'forgets it here even when the service cannot be asked to end it' },
  },
  run: async (given, terminal) => {
    const kept = await keptSession(terminal)
    const { service } = kept
    const ended = await endKept(kept, terminal)
    if (!ended && !given.has('forget'))
      throw new CommandError(
        'You are still signed in. With --forget the session is forgotten here all the same.',
      )
    await new SessionFile(terminal).remove()
    const text = ended
      ? `Signed out of ${service}.`
      : `Forgotten here. End the session on the account page of ${service}.`
    return { text, json: { service, ended } }
  },
}

/** Ends a session at its service; false, and a word about it, when that cannot be done now. */
export async function endKept({ service: address, session }: Kept, terminal: Terminal): Promise<boolean> {
  try {
    await withService(address, terminal, async (service) => {
      const { status } = await service.ask('POST', '/api/logout', { bearer: session.value })
      if (status !== 204) throw new CommandError(`${service.url} did not end the session (status ${status}).`)
    })
    return true
  } catch (error) {
    if (!(error instanceof Error) || terminal.signal.aborted) throw error
    terminal.aside(`The session at ${address} could not be ended. ${error.message}\n`)
    return false
  }
}
