import { z } from 'zod'
import { type Extensions, NO_EXTENSIONS, type UserExtension } from '../extensions.js'
import type { Fields } from '../public-types.js'
import { SettingsError } from '../settings/settings-error.js'
import { listFieldsWithoutDefault } from '../user-extension.js'
import { describe, isListOfTexts, isRecord } from './values.js'

/** What was read so far, and how errors are added. */
interface UserReader {
  user: UserExtension
  pipelines: Extensions['pipelines']
  readonly errors: string[]
  addError(member: string, problem: string, fix: string): void
  membersOf(member: string, value: unknown, names: readonly string[]): ReadonlyMap<string, unknown>
}

const ROLE = /^[a-z][\w.:-]{0,59}$/i

/** Reads the member `user`. */
export function readUser(reader: UserReader, value: unknown): void {
  const members = reader.membersOf('user', value, ['fields', 'roles'])
  const fields = members.get('fields') ?? NO_EXTENSIONS.user.fields
  const roles = members.get('roles') ?? []
  if (!isFields(fields))
    reader.addError('user.fields', 'is not a schema of an object', 'Write z.object({ … }) with zod 4')
  else if (
    !isListOfTexts(roles) ||
    new Set(roles).size < roles.length ||
    !roles.every((role) => ROLE.test(role))
  )
    reader.addError(
      'user.roles',
      'is not a list of names, each once',
      "Write ['editor', 'publisher'], with letters, digits and . _ : - in up to 60 characters",
    )
  else {
    const lacking = listFieldsWithoutDefault({ fields })
    if (lacking.length === 0) reader.user = { fields, roles }
    else
      reader.addError(
        'user.fields',
        `has no default for ${lacking.join(', ')}`,
        "A user who exists already has no value. Write z.string().default('…') or z.string().nullable().default(null)",
      )
  }
}

/** Reads a function that changes a list of steps; what is wrong with the list is among the errors. */
export function readSteps(
  reader: UserReader,
  member: string,
  value: unknown,
  create: (change: () => never) => Partial<Extensions['pipelines']>,
): void {
  if (!isFunction(value)) {
    reader.addError(member, `is ${describe(value)}, not a function`, 'Write (steps) => steps.after(…)')
    return
  }
  try {
    reader.pipelines = { ...reader.pipelines, ...create(value) }
  } catch (error) {
    if (!(error instanceof SettingsError)) throw error
    reader.errors.push(...error.errors)
  }
}

function isFields(value: unknown): value is Fields {
  // A program may have another copy of zod.
  return (
    value instanceof z.ZodObject ||
    (isRecord(value) && typeof value['safeParse'] === 'function' && isRecord(value['shape']))
  )
}

function isFunction(value: unknown): value is () => never {
  return typeof value === 'function'
}
