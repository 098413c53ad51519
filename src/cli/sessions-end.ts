import type { Command } from './command.js'
import { endEverySession } from './end-every-session.js'
import { onDatabase, userNamed } from './on-database.js'

/** Signs a user out everywhere. */
export const sessionsEnd: Command = {
  name: 'sessions end',
  summary: 'Signs a user out everywhere, on every carrier',
  parameters: [],
  options: { user: { value: 'NAME', summary: 'the user', required: true } },
  run: (given, terminal) =>
    onDatabase(terminal, async (store) => {
      const { id, username } = await userNamed(store, given.required('user'))
      const ended = await store.atomically((verbs) => endEverySession(verbs, id, terminal.now()))
      return { text: `Sessions of ${username} ended: ${ended}.`, json: { username, ended } }
    }),
}
