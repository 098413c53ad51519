import { adminGrant, adminRevoke } from './admin.js'
import { backendCheck } from './backend-check.js'
import { backendList } from './backend-list.js'
import type { Command } from './command.js'
import { doctor } from './doctor.js'
import { login } from './login.js'
import { logout } from './logout.js'
import { sessionsEnd } from './sessions-end.js'
import { sessionsList } from './sessions-list.js'
import { trace } from './trace.js'
import { userAdd } from './user-add.js'
import { userDisable, userEnable } from './user-active.js'
import { whoami } from './whoami.js'

/** Commands that belong together, under a heading of the help. */
export interface CommandGroup {
  readonly heading: string
  readonly commands: readonly Command[]
}

/** Every command there is. */
export const GROUPS: readonly CommandGroup[] = [
  {
    heading: 'For whoever sits at this computer',
    commands: [login, whoami, logout],
  },
  {
    heading: 'For the operator, on the database of DATABASE_URL, also while the server runs',
    commands: [userAdd, userDisable, userEnable, sessionsList, sessionsEnd, adminGrant, adminRevoke, trace],
  },
  {
    heading: 'For the operator, about the settings and the providers',
    commands: [doctor, backendList, backendCheck],
  },
]

export const COMMANDS: readonly Command[] = GROUPS.flatMap((group) => group.commands)
