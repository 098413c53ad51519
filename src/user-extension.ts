// Roles and fields of a user, as a configuration lists them. The database has them as JSON, and may have them from another
// configuration: what does not fit any more is left out, so that no visitor meets an error because of it.

import { z, type ZodType } from 'zod'
import { PortcullisError } from './errors.js'
import { parseJson } from './parse-json.js'
import { type BaseUser, type Fields, NO_FIELDS, type User as PublicUser } from './public-types.js'
import type { User } from './store/models.js'

/** What a site adds to its users. */
export interface UserExtension {
  /** The schema of the site's own fields. */
  readonly fields: Fields
  /** All roles that a user can have. */
  readonly roles: readonly string[]
}

/** What a site without a configuration adds: neither fields nor roles. */
export const NO_USER_EXTENSION: UserExtension = { fields: NO_FIELDS, roles: [] }

/** The columns of a user that have it. */
export type StoredExtension = Pick<User, 'stepRoles' | 'adminRoles' | 'fields'>

/** The longest JSON of the fields of one user. */
const MAX_FIELDS_LENGTH = 8192

const NamesSchema = z.array(z.string())
const RecordSchema = z.record(z.string(), z.unknown())

type BaseColumns = Pick<
  User,
  | 'id'
  | 'username'
  | 'email'
  | 'provenEmail'
  | 'name'
  | 'givenName'
  | 'familyName'
  | 'picture'
  | 'language'
  | 'active'
  | 'admin'
  | 'createdAt'
>

/** A user as programs see one, without what the site adds. */
export function toBaseUser(row: BaseColumns): BaseUser {
  const { id, username, name, givenName, familyName, picture, language, active, admin, createdAt } = row
  return {
    id,
    username,
    name,
    givenName,
    familyName,
    picture,
    language,
    active,
    admin,
    createdAt,
    email: row.provenEmail,
    claimedEmail: row.provenEmail === null ? row.email : null,
  }
}

/** A user as programs see one. Roles that the configuration no longer names, and fields that no longer fit, are left out. */
export function toPublicUser(row: BaseColumns & StoredExtension, extension: UserExtension): PublicUser {
  return {
    ...toBaseUser(row),
    roles: readRoles(row, extension),
    fields: readFields(row, extension),
  }
}

/** The roles of a user, in the order of the configuration. A stored role that it does not list does not count. */
export function readRoles(
  user: Pick<StoredExtension, 'stepRoles' | 'adminRoles'>,
  { roles }: Pick<UserExtension, 'roles'>,
): readonly string[] {
  if (roles.length === 0) return []
  const stored = [...readRoleNames(user.stepRoles), ...readRoleNames(user.adminRoles)]
  return roles.filter((role) => stored.includes(role))
}

/** The names in a column of roles, also those that the configuration does not list. */
export function readRoleNames(json: string): readonly string[] {
  return NamesSchema.safeParse(parseJson(json)).data ?? []
}

/** A column of roles. */
export function toRoleColumn(names: readonly string[]): string {
  return JSON.stringify([...new Set(names)].sort())
}

/** The fields of a user. A value that the schema does not accept any more is replaced by the default. */
export function readFields(
  { fields }: Pick<StoredExtension, 'fields'>,
  extension: Pick<UserExtension, 'fields'>,
): Readonly<Record<string, unknown>> {
  const shape = Object.entries(shapeOf(extension))
  if (shape.length === 0) return {}
  const stored = readStoredFields(fields)
  const entries = shape.map(([name, schema]): [string, unknown] => {
    const value = Object.hasOwn(stored, name) ? stored[name] : undefined
    const parsed = parseField(schema, value)
    return [name, parsed.isValid ? parsed.value : parseField(schema, undefined).value]
  })
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/** The names of fields that users who have no value for them would lack. */
export function listFieldsWithoutDefault(extension: Pick<UserExtension, 'fields'>): readonly string[] {
  const shape = Object.entries(shapeOf(extension))
  return shape.filter(([, schema]) => !parseField(schema, undefined).isValid).map(([name]) => name)
}

/** The names of stored fields that the schema does not accept. */
export function listInvalidFields(
  { fields }: Pick<StoredExtension, 'fields'>,
  extension: Pick<UserExtension, 'fields'>,
): readonly string[] {
  const stored = readStoredFields(fields)
  return Object.entries(shapeOf(extension))
    .filter(([name, schema]) => Object.hasOwn(stored, name) && !parseField(schema, stored[name]).isValid)
    .map(([name]) => name)
}

/**
 * Checks fields that are to be stored, each with its part of the schema.
 * @returns the fields as they are stored: what JSON makes of them
 * @throws PortcullisError field_invalid, which names the field
 */
export function parseFields(
  values: Readonly<Record<string, unknown>>,
  extension: Pick<UserExtension, 'fields'>,
): Readonly<Record<string, unknown>> {
  const shape = shapeOf(extension)
  const entries = Object.entries(values).filter(([, value]) => value !== undefined)
  return Object.fromEntries(
    entries.map(([name, value]): [string, unknown] => {
      const schema = Object.hasOwn(shape, name) ? shape[name] : undefined
      if (schema === undefined) throw fieldError(name, 'is not in the schema of the configuration')
      const parsed = parseField(schema, value)
      if (!parsed.isValid) throw fieldError(name, `does not fit its schema (${parsed.problem})`)
      const stored = toJson(parsed.value)
      if (!parseField(schema, stored).isValid)
        throw fieldError(name, 'is not accepted by its schema after it was stored as JSON')
      return [name, stored]
    }),
  )
}

/** The column with these fields changed; others stay. @throws PortcullisError field_invalid when it is too long */
export function mergeFields(column: string, changes: Readonly<Record<string, unknown>>): string {
  const json = JSON.stringify({ ...readStoredFields(column), ...changes })
  if (json.length > MAX_FIELDS_LENGTH)
    throw new PortcullisError('field_invalid', {
      detail: `the fields of a user take more than ${MAX_FIELDS_LENGTH} characters`,
    })
  return json
}

function shapeOf({ fields }: Pick<UserExtension, 'fields'>): Readonly<Record<string, ZodType>> {
  return fields.shape
}

function readStoredFields(json: string): Readonly<Record<string, unknown>> {
  return RecordSchema.safeParse(parseJson(json)).data ?? {}
}

function toJson(value: unknown): unknown {
  const json: unknown = JSON.stringify(value)
  return typeof json === 'string' ? parseJson(json) : undefined
}

function fieldError(name: string, problem: string): PortcullisError {
  return new PortcullisError('field_invalid', { detail: `the field ${JSON.stringify(name)} ${problem}` })
}

interface ParsedField {
  readonly isValid: boolean
  readonly value: unknown
  /** The messages of a schema may quote the value, but the codes do not. */
  readonly problem: string
}

// A schema is code of the site: it may throw, or need to wait for something, which no field can.
function parseField(schema: ZodType, value: unknown): ParsedField {
  try {
    const { success, data, error } = z.safeParse(schema, value)
    return { isValid: success, value: data, problem: error?.issues[0]?.code ?? '' }
  } catch {
    return { isValid: false, value: undefined, problem: 'its schema threw an error' }
  }
}
