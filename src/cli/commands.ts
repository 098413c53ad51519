import { backendCheck, backendList } from './backends.js'
import { backup } from './backup.js'
import type { Command, CommandGroup } from './command.js'
import { doctor } from './doctor.js'
import { eventsExport } from './events.js'
import { importUsers } from './import.js'
import { keysReencrypt, keysStatus } from './keys.js'
import { login } from './login.js'
import { migrateDatabase } from './migrate.js'
import { backendAcceptChange, backendMoveAccounts } from './move-accounts.js'
import { sessionsEnd, sessionsList } from './sessions.js'
import { setup } from './setup.js'
import { trace } from './trace.js'
import { userDelete, userExport } from './user-data.js'
import { userList, userShow } from './user-list.js'
import { adminGrant, adminRevoke, userAdd, userDisable, userEnable } from './users.js'
import { logout, whoami } from './whoami.js'

/** All commands, in the order of the help. */
export const GROUPS: readonly CommandGroup[] = [
  {
    heading: 'On this computer',
    commands: [login, whoami, logout],
  },
  {
    heading: 'For the administrator (users and sessions, in the database of DATABASE_URL)',
    commands: [
      userList,
      userShow,
      userAdd,
      userDisable,
      userEnable,
      userExport,
      userDelete,
      importUsers,
      sessionsList,
      sessionsEnd,
      adminGrant,
      adminRevoke,
      trace,
      eventsExport,
    ],
  },
  {
    heading: 'For the administrator (database, settings and providers)',
    commands: [
      ...[migrateDatabase, setup, backup, doctor, keysStatus, keysReencrypt],
      ...[backendList, backendCheck, backendMoveAccounts, backendAcceptChange],
    ],
  },
]

export const COMMANDS: readonly Command[] = GROUPS.flatMap((group) => group.commands)
