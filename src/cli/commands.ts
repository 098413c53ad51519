// The descriptions of all commands, from which the help is made. The code of a command, which may need most of the server,
// is loaded only when the command runs.

import type { Command, CommandGroup } from './command.js'

const USER_OPTION = {
  user: { valueName: 'NAME', summary: 'User name, instead of the email address' },
} as const

/** All commands, in the order of the help. */
export const GROUPS: readonly CommandGroup[] = [
  {
    heading: 'On this computer',
    commands: [
      {
        name: 'login',
        summary: 'Sign in this computer through a browser on any device',
        positionals: [],
        options: {
          service: {
            valueName: 'URL',
            summary: 'Address of the server, such as https://login.example.com',
            required: true,
          },
          name: {
            valueName: 'NAME',
            summary: 'Name of this computer on the approval page; default: its host name',
          },
        },
        details:
          'The command shows a link and a code, and waits until the sign-in is approved in a browser.\n' +
          'It stores the session for "whoami" and "logout".',
        load: async () => (await import('./login.js')).login,
      },
      {
        name: 'whoami',
        summary: 'Show who is signed in on this computer',
        positionals: [],
        options: {},
        details: 'The command asks the server whether the session is still valid.',
        load: async () => (await import('./whoami.js')).whoami,
      },
      {
        name: 'logout',
        summary: 'Sign out this computer and delete its session',
        positionals: [],
        options: {
          forget: { valueName: null, summary: 'Delete the session here even if the server cannot end it' },
        },
        load: async () => (await import('./whoami.js')).logout,
      },
    ],
  },
  {
    heading: 'For the administrator (users and sessions, in the database of DATABASE_URL)',
    commands: [
      {
        name: 'user list',
        summary: 'List users',
        positionals: [],
        options: {
          text: {
            valueName: 'TEXT',
            summary: 'Only users with this text in a name, user name or email address',
          },
          role: { valueName: 'ROLE', summary: 'Only users with this role' },
          after: { valueName: 'NAME', summary: 'Only users after this user name, in the order of the list' },
          limit: { valueName: 'NUMBER', summary: 'How many at most; 50 by default' },
        },
        load: async () => (await import('./user-list.js')).userList,
      },
      {
        name: 'user show',
        summary: 'Show a user, their accounts and how they sign in',
        positionals: ['NAME'],
        options: {},
        details: 'For everything that is stored about a user, use "portcullis user export".',
        load: async () => (await import('./user-list.js')).userShow,
      },
      {
        name: 'user add',
        summary: 'Create a user who signs in with a password',
        positionals: [],
        options: {
          username: {
            valueName: 'NAME',
            summary: 'User name: 2 to 30 characters of a-z, 0-9, ".", "_" and "-"',
            required: true,
          },
          email: {
            valueName: 'EMAIL',
            summary: 'Email address, which counts as verified',
            required: true,
          },
        },
        details:
          'The command prompts for the password, or reads it from the first line of standard input.\n' +
          'It works even if REGISTRATION is closed. The user cannot sign in with the password if PASSWORD_LOGIN is off.',
        load: async () => (await import('./users.js')).userAdd,
      },
      {
        name: 'user disable',
        summary: 'Disable a user and end all their sessions',
        positionals: ['NAME'],
        options: {},
        load: async () => (await import('./users.js')).userDisable,
      },
      {
        name: 'user enable',
        summary: 'Allow a disabled user to sign in again',
        positionals: ['NAME'],
        options: {},
        load: async () => (await import('./users.js')).userEnable,
      },
      {
        name: 'user export',
        summary: 'Print everything that is stored about a user, as JSON',
        positionals: ['NAME'],
        options: {},
        details: 'Tokens and hashes of passwords are left out. docs/user-data.md describes the fields.',
        load: async () => (await import('./user-data.js')).userExport,
      },
      {
        name: 'user delete',
        summary: 'Delete a user for good, with everything that belongs to them',
        positionals: ['NAME'],
        options: {
          yes: { valueName: null, summary: 'Delete the user; without it, only say what would be deleted' },
        },
        details:
          'The command signs the user out everywhere, removes their name from events and asks the providers to revoke their\n' +
          'tokens, for which it needs ENCRYPTION_KEYS and the settings of the providers. It cannot be undone.',
        load: async () => (await import('./user-data.js')).userDelete,
      },
      {
        name: 'import',
        summary: 'Import the users of another system',
        positionals: ['SOURCE'],
        options: {
          from: {
            valueName: 'SYSTEM',
            summary: 'social-auth, next-auth, better-auth, allauth, jsonl',
            required: true,
          },
          'dry-run': { valueName: null, summary: 'Say what would happen, and write nothing' },
          map: {
            valueName: 'HERE=THERE,…',
            summary: 'Backend names here and in the other system, where they differ',
          },
          skip: {
            valueName: 'THERE,…',
            summary: 'Providers of the other system whose accounts are not imported',
          },
          'id-prefix': {
            valueName: 'TEXT',
            summary: 'Prefix for every ID, so that IDs of two systems cannot collide',
          },
          'user-table': { valueName: 'NAME', summary: 'The table of users, for a user model of your own' },
          rejected: {
            valueName: 'FILE',
            summary: 'Write those who are rejected to this file, as JSON lines',
          },
        },
        details:
          'SOURCE is a Postgres URL, a SQLite file, or a file of JSON lines ("-" for standard input). It is opened read-only.\n' +
          'Running the same command again changes nothing, or continues where an interrupted run stopped. docs/import.md describes\n' +
          'each system. The exit status is 1 if a user is rejected.',
        load: async () => (await import('./import.js')).importUsers,
      },
      {
        name: 'sessions list',
        summary: 'List the sessions of a user',
        positionals: [],
        options: { user: { valueName: 'NAME', summary: 'User name', required: true } },
        load: async () => (await import('./sessions.js')).sessionsList,
      },
      {
        name: 'sessions end',
        summary: 'Sign a user or all users out everywhere',
        positionals: [],
        options: {
          user: { valueName: 'NAME', summary: 'User name' },
          all: { valueName: null, summary: 'All users, for example after restoring a backup' },
        },
        load: async () => (await import('./sessions.js')).sessionsEnd,
      },
      {
        name: 'admin grant',
        summary: 'Make the user with this verified email address an administrator',
        positionals: ['EMAIL'],
        insteadOfPositionals: 'user',
        options: USER_OPTION,
        details:
          'An address is verified if a provider with "trustEmail" confirmed it, or if the user entered a code sent to it.\n' +
          'Use --user for a user without a verified address. First check that the name belongs to the right person, because anyone\n' +
          'can choose a user name that is free.',
        load: async () => (await import('./users.js')).adminGrant,
      },
      {
        name: 'admin revoke',
        summary: "Revoke a user's administrator rights",
        positionals: ['EMAIL'],
        insteadOfPositionals: 'user',
        options: USER_OPTION,
        details:
          'Remove the address from ADMIN_EMAILS first; otherwise the next sign-in grants the rights again.',
        load: async () => (await import('./users.js')).adminRevoke,
      },
      {
        name: 'trace',
        summary: 'Show the trace of a sign-in, by the reference on its error page',
        positionals: ['REFERENCE'],
        options: {},
        details:
          'Upper and lower case are the same, and a hyphen is ignored. The page /admin/sign-ins shows the same trace.',
        load: async () => (await import('./trace.js')).trace,
      },
      {
        name: 'events export',
        summary: 'Write sign-ins or the audit log as JSON, one event on each line',
        positionals: [],
        options: {
          area: { valueName: 'AREA', summary: '"sign-in" (default) or "administration"' },
          since: { valueName: 'TIME', summary: 'Only events from the last TIME, such as 24h or 7d' },
        },
        details:
          'The newest event comes first. The events are read in small steps, so the server may be running.',
        load: async () => (await import('./events.js')).eventsExport,
      },
    ],
  },
  {
    heading: 'For the administrator (database, settings and providers)',
    commands: [
      {
        name: 'migrate',
        summary: 'Create or update the tables of the database',
        positionals: [],
        options: {
          status: {
            valueName: null,
            summary: 'Only list what is missing; exit with status 1 if anything is',
          },
          'rolled-back': {
            valueName: 'NAME',
            summary: 'Nothing of an unfinished migration was kept; run it again',
          },
          applied: { valueName: 'NAME', summary: 'All of an unfinished migration is in the database' },
        },
        details:
          'Each migration runs in one transaction: if it fails or the process is killed, it leaves nothing behind, and the next run\n' +
          'starts it again. Processes that migrate at the same time wait for each other. The last two options are for migrations\n' +
          'that "prisma migrate" left unfinished.',
        load: async () => (await import('./migrate.js')).migrateDatabase,
      },
      {
        name: 'setup',
        summary: 'Print a link that creates the first administrator',
        positionals: [],
        options: {},
        details:
          'The link works once, within an hour, and replaces any earlier link. It is for a site without an administrator who can\n' +
          'sign in; on any other site the command says so, and "portcullis admin grant" makes an administrator. The server may\n' +
          'be running. The command needs BASE_URL and DATABASE_URL, as the server does.',
        load: async () => (await import('./setup.js')).setup,
      },
      {
        name: 'backup',
        summary: 'Write a copy of the SQLite database, while the server runs',
        positionals: ['FILE'],
        options: {},
        details:
          'The file must not exist yet. Only its owner can read it. docs/deployment.md says how to restore it.\n' +
          'With Postgres, use pg_dump.',
        load: async () => (await import('./backup.js')).backup,
      },
      {
        name: 'doctor',
        summary:
          'Check settings, address, proxy, cookies, providers, database, sessions, keys, mail and webhooks',
        positionals: [],
        options: {},
        details:
          'Run it with the environment of the server, while the server is running. It changes nothing.\n' +
          'The exit status is 1 if a check fails. docs/doctor.md explains each code.',
        load: async () => (await import('./doctor.js')).doctor,
      },
      {
        name: 'keys status',
        summary: 'Show which keys of ENCRYPTION_KEYS the database still needs',
        positionals: [],
        options: {},
        details:
          'It changes nothing. A key is shown by an ID that is computed from it and tells nothing about it.\n' +
          'The exit status is 1 if a value needs a key that is not in ENCRYPTION_KEYS.',
        load: async () => (await import('./keys.js')).keysStatus,
      },
      {
        name: 'keys reencrypt',
        summary: 'Re-encrypt with the newest key what older keys have encrypted',
        positionals: [],
        options: {},
        details: 'Each start of the server does the same. The server may be running.',
        load: async () => (await import('./keys.js')).keysReencrypt,
      },
      {
        name: 'backend list',
        summary: 'List the providers of BACKENDS_FILE, the environment, code and /admin',
        positionals: [],
        options: {},
        load: async () => (await import('./backends.js')).backendList,
      },
      {
        name: 'backend check',
        summary: 'Check that each enabled provider is available',
        positionals: [],
        options: {},
        details:
          'The command requests the metadata and signing keys of each provider, as a sign-in does.\n' +
          'The exit status is 1 if one of them has a problem.',
        load: async () => (await import('./backends.js')).backendCheck,
      },
      {
        name: 'backend move-accounts',
        summary: 'Move the accounts of a provider to its new issuer',
        positionals: ['NAME'],
        options: {
          from: {
            valueName: 'ISSUER',
            summary: 'Issuer under which the accounts are stored',
            required: true,
          },
          to: { valueName: 'ISSUER', summary: 'New issuer; without it, that of the provider NAME' },
          'dry-run': { valueName: null, summary: 'Only count the accounts, and change nothing' },
        },
        details:
          'Use it only if the provider has kept its users: each account then belongs to the person who has the same subject at\n' +
          'the new issuer. The tokens of the former issuer are deleted, and sessions continue. The audit log records the move.',
        load: async () => (await import('./move-accounts.js')).backendMoveAccounts,
      },
      {
        name: 'backend accept-change',
        summary: 'Accept a changed definition of a provider that has accounts',
        positionals: ['NAME'],
        options: {},
        details:
          'The server does not start if the settings change how the accounts of a provider are identified. Use this only if every\n' +
          'person keeps the same subject. The next server that starts stores the new definition. The audit log records it.',
        load: async () => (await import('./move-accounts.js')).backendAcceptChange,
      },
    ],
  },
]

export const COMMANDS: readonly Command[] = GROUPS.flatMap((group) => group.commands)
