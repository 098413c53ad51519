import { commandEvent } from './command-event.js'
import type { Command } from './command.js'
import { endedText, endEverySession } from './end-every-session.js'
import { onDatabase, userNamed } from './on-database.js'

/** Signs a user out everywhere. */
export const sessionsEnd: Command = {
  name: 'sessions end',
  summary: 'Signs a user out everywhere, on every carrier',
  parameters: [],
  options: { user: { value: 'NAME', summary: 'the user', required: true } },
  run: (given, terminal) =>
    onDatabase(terminal, async (store, sessionStore) => {
      const { id, username } = await userNamed(store, given.required('user'))
      const ended = await store.atomically(async (verbs) => {
        await verbs.createEvents([commandEvent('user.sessions-ended', { id, username }, terminal.now())])
        return endEverySession(verbs, id, terminal.now())
      })
      return { text: endedText(ended, sessionStore, ` of ${username}`), json: { username, ended } }
    }),
}
