import { commandEvent } from './command-event.js'
import type { Command, Said } from './command.js'
import { endedText, endEverySession } from './end-every-session.js'
import { onDatabase, userNamed } from './on-database.js'

/** Lets a user in no more. */
export const userDisable: Command = {
  name: 'user disable',
  summary: 'Lets a user in no more, and ends every session of theirs',
  parameters: ['NAME'],
  options: {},
  run: (given, terminal) =>
    onDatabase(terminal, async (store, sessionStore) => {
      const user = await userNamed(store, given.parameter(0))
      const ended = await store.atomically(async (verbs) => {
        await verbs.setActive(user.id, false, terminal.now())
        await verbs.createEvents([commandEvent('user.disabled', user, terminal.now())])
        return endEverySession(verbs, user.id, terminal.now())
      })
      return said(user.username, false, `${user.username} is disabled. ${endedText(ended, sessionStore)}`)
    }),
}

/** Lets a user in again. */
export const userEnable: Command = {
  name: 'user enable',
  summary: 'Lets a disabled user sign in again',
  parameters: ['NAME'],
  options: {},
  run: (given, terminal) =>
    onDatabase(terminal, async (store) => {
      const user = await userNamed(store, given.parameter(0))
      await store.atomically(async (verbs) => {
        await verbs.setActive(user.id, true, terminal.now())
        await verbs.createEvents([commandEvent('user.enabled', user, terminal.now())])
      })
      return said(user.username, true, `${user.username} may sign in.`)
    }),
}

function said(username: string, active: boolean, text: string): Said {
  return { text, json: { username, active } }
}
