// Reads a configuration: checks its members, and turns it into values below the environment and into extensions. The
// values are then read like all settings, so that one list shows the problems of both.

import { EVENT_TYPES } from '../event-map.js'
import { type Extensions, NO_EXTENSIONS, type UserExtension } from '../extensions.js'
import { createDisconnection } from '../pipeline/disconnect.js'
import { createSignIn } from '../pipeline/sign-in.js'
import {
  type Configured,
  CONFIGURED,
  NOT_CONFIGURED,
  OPTIONAL_PARTS,
  type OwnPages,
  type SettingValues,
} from '../settings/configured.js'
import { closestMatch } from '../suggest.js'
import { readCodeBackends } from './code-backends.js'
import type { Config } from './config.js'
import { readLocales, readThemeMember } from './read-theme.js'
import { readSteps, readUser } from './read-user.js'
import { describe, isListOfTexts, isRecord } from './values.js'

/** What a site is made from: `readSettings` reads the values, and throws what is wrong with them. */
export interface ConfiguredSite {
  readonly values: SettingValues
  readonly extensions: Extensions
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * Reads a configuration. It never throws: what is wrong with it is among the values, for `readSettings` to report.
 * @param config what the program or the file says; null for none
 * @param env the environment, which takes precedence
 */
export function readConfig(
  config: unknown,
  env: Environment,
  { isEmbedded = false }: { readonly isEmbedded?: boolean } = {},
): ConfiguredSite {
  if (config === null && !isEmbedded) return { values: env, extensions: NO_EXTENSIONS }
  const reader = new ConfigReader()
  if (config !== null) readMembers(reader, config)
  const { user, pipelines, on, theme, locales } = reader
  const configured = [...reader.values].filter(([variable]) => !isSetIn(env, variable))
  const values: SettingValues = {
    ...env,
    ...Object.fromEntries(configured.map(([variable, { text }]) => [variable, text])),
    [CONFIGURED]: {
      home: reader.home,
      pages: reader.pages,
      without: reader.without,
      isEmbedded,
      backends: reader.backends,
      colors: reader.colors,
      languages: reader.languages,
      errors: reader.errors,
      members: new Map(configured.map(([variable, { member }]) => [variable, member])),
    },
  }
  return { values, extensions: { user, pipelines, on, theme, locales } }
}

// As `Environment` has it: an empty variable is not set, and a secret may be in a file.
function isSetIn(env: Environment, variable: string): boolean {
  return [variable, `${variable}_FILE`].some((name) => (env[name]?.trim() ?? '') !== '')
}

/** What was read of a configuration so far. */
class ConfigReader {
  /** By the variable that it stands for. */
  readonly values = new Map<string, { readonly member: string; readonly text: string }>()
  readonly errors: string[] = []
  home: string | null = null
  pages: OwnPages = NOT_CONFIGURED.pages
  without: Configured['without'] = NOT_CONFIGURED.without
  backends: Configured['backends'] = NOT_CONFIGURED.backends
  user: UserExtension = NO_EXTENSIONS.user
  pipelines: Extensions['pipelines'] = NO_EXTENSIONS.pipelines
  on: Extensions['on'] = NO_EXTENSIONS.on
  theme: Extensions['theme'] = NO_EXTENSIONS.theme
  colors: Configured['colors'] = NOT_CONFIGURED.colors
  locales: Extensions['locales'] = NO_EXTENSIONS.locales
  languages: Configured['languages'] = NOT_CONFIGURED.languages

  /** Adds the error `${member} ${problem}. ${fix}.` It must not contain a secret. */
  addError(member: string, problem: string, fix: string): void {
    this.errors.push(`${member} ${problem}. ${fix}.`)
  }

  /** Takes a text for a variable, which checks it further. */
  setText(member: string, variable: string, value: unknown, fix: string): void {
    if (typeof value !== 'string') this.addError(member, `is ${describe(value)}, not a string`, fix)
    else if (value.trim() === '') this.addError(member, 'is empty', fix)
    else this.values.set(variable, { member, text: value })
  }

  /** The members of an object by name; those that are unknown are errors. */
  membersOf(member: string, value: unknown, names: readonly string[]): ReadonlyMap<string, unknown> {
    if (!isRecord(value)) {
      this.addError(member, `is ${describe(value)}, not an object`, `Write { ${names.join(', ')} }`)
      return new Map()
    }
    const members = Object.entries(value).filter(([, each]) => each !== undefined)
    for (const [name] of members.filter(([each]) => !names.includes(each))) {
      const closest = closestMatch(name, names)
      const path = member === CONFIG_NAME ? name : `${member}.${name}`
      const advice = closest === null ? `The members are ${names.join(', ')}` : `Did you mean ${closest}?`
      this.addError(
        path,
        'is not a member of the configuration',
        `${advice} Rename or remove it`.replace(/([^?]) R/, '$1. R'),
      )
    }
    return new Map(members.filter(([name]) => names.includes(name)))
  }
}

const CONFIG_NAME = 'The configuration'

/** How each member is read. A member of `Config` that is missing here does not compile. */
const READERS: Readonly<Record<keyof Config, (reader: ConfigReader, value: unknown) => void>> = {
  baseUrl: (reader, value) => {
    reader.setText('baseUrl', 'BASE_URL', value, 'Write the public URL, such as https://shop.example/auth')
  },
  database: readDatabase,
  keys: readKeys,
  user: readUser,
  pipeline: (reader, value) => {
    readSteps(reader, 'pipeline', value, (change) => ({ signIn: createSignIn(change, reader.user) }))
  },
  disconnection: (reader, value) => {
    readSteps(reader, 'disconnection', value, (change) => ({ disconnect: createDisconnection(change) }))
  },
  backends: readCodeBackends,
  on: readHandlers,
  webhooks: (reader, value) => {
    // As in the environment; an entry that JSON cannot say is one that is wrong.
    reader.values.set('WEBHOOKS', { member: 'webhooks', text: JSON.stringify(value) })
  },
  home: (reader, value) => {
    reader.home = readAddress(reader, 'home', value)
  },
  pages: readPages,
  theme: readThemeMember,
  locales: readLocales,
  without: readWithout,
}

function readMembers(reader: ConfigReader, config: unknown): void {
  const members = reader.membersOf(CONFIG_NAME, config, Object.keys(READERS))
  for (const [name, read] of Object.entries(READERS)) {
    if (members.has(name)) read(reader, members.get(name))
  }
}

const DATABASE_FIX = 'Write file:./data/portcullis.db or postgres://user:password@host/name'

function readDatabase(reader: ConfigReader, value: unknown): void {
  if (typeof value === 'string') {
    reader.setText('database', 'DATABASE_URL', value, DATABASE_FIX)
    return
  }
  if (!isRecord(value)) {
    reader.addError('database', `is ${describe(value)}, neither a string nor an object`, DATABASE_FIX)
    return
  }
  const members = reader.membersOf('database', value, ['url', 'schema'])
  reader.setText('database.url', 'DATABASE_URL', members.get('url'), DATABASE_FIX)
  if (members.has('schema'))
    reader.setText('database.schema', 'DATABASE_SCHEMA', members.get('schema'), 'Write a name such as auth')
}

function readKeys(reader: ConfigReader, value: unknown): void {
  const members = reader.membersOf('keys', value, ['session', 'encryption'])
  for (const [name, variable] of [
    ['session', 'SESSION_KEYS'],
    ['encryption', 'ENCRYPTION_KEYS'],
  ] as const) {
    const list = members.get(name)
    if (list === undefined) continue
    const keys = isListOfTexts(list) ? list : []
    if (keys.length === 0 || keys.some((key) => key.includes(',') || key.trim() === ''))
      reader.addError(
        `keys.${name}`,
        'is not a list of keys without commas',
        'Generate a key and keep it: openssl rand -base64 32',
      )
    else reader.setText(`keys.${name}`, variable, keys.join(','), '')
  }
}

function readHandlers(reader: ConfigReader, value: unknown): void {
  const members = reader.membersOf('on', value, EVENT_TYPES)
  for (const [type, handler] of members)
    if (typeof handler !== 'function')
      reader.addError(`on['${type}']`, `is ${describe(handler)}, not a function`, 'Write (event) => { … }')
  const handlers = [...members].filter(([, handler]) => typeof handler === 'function')
  reader.on = Object.fromEntries(handlers) as Extensions['on']
}

function readPages(reader: ConfigReader, value: unknown): void {
  const members = reader.membersOf('pages', value, ['login', 'account', 'error'])
  const read = (name: string) =>
    members.has(name) ? readAddress(reader, `pages.${name}`, members.get(name)) : null
  const pages = { login: read('login'), account: read('account'), error: read('error') }
  for (const [name, address] of Object.entries(pages)) {
    if (address !== null && /[?#]/.test(address))
      reader.addError(
        `pages.${name}`,
        'has a query or a fragment',
        'Remove the ? or # and everything after it',
      )
  }
  reader.pages = pages
}

function readWithout(reader: ConfigReader, value: unknown): void {
  const list: readonly unknown[] = Array.isArray(value) ? value : [null]
  const parts = OPTIONAL_PARTS.filter((part) => list.includes(part))
  if (list.some((each) => !OPTIONAL_PARTS.some((part) => part === each)))
    reader.addError('without', 'is not a list of parts', `The parts are ${OPTIONAL_PARTS.join(', ')}`)
  reader.without = new Set(parts)
}

/** A path of the program's site, or the URL of another one. */
function readAddress(reader: ConfigReader, member: string, value: unknown): string | null {
  const isPath = typeof value === 'string' && /^\/(?![/\\])[^\s\\]*$/.test(value)
  const isUrl = typeof value === 'string' && /^https?:\/\/[^/\\\s]/i.test(value) && URL.canParse(value)
  if (isPath || isUrl) return value
  reader.addError(member, 'is neither a path nor an http or https URL', 'Write one such as /dashboard')
  return null
}
