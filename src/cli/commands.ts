import { backendCheck, backendList } from './backends.js'
import type { Command, CommandGroup } from './command.js'
import { doctor } from './doctor.js'
import { login } from './login.js'
import { sessionsEnd, sessionsList } from './sessions.js'
import { trace } from './trace.js'
import { adminGrant, adminRevoke, userAdd, userDisable, userEnable } from './users.js'
import { logout, whoami } from './whoami.js'

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
