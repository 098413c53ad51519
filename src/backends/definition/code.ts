import { z } from 'zod'
import type {
  BeginFunction,
  EnrichFunction,
  FinishFunction,
  IdentifyFunction,
  ProfileFunction,
} from '../code/functions.js'
import { requestFields } from './request-fields.js'
import { type AddIssue, problem, schemaProblem, wanted } from './problem.js'
import { kindSchema, policyFields, type RawDefinition, textSchema } from './shared-fields.js'

const functionSchema = <Kind>() => z.custom<Kind>((value) => typeof value === 'function').optional()

/** The fields whose values are functions. They exist in code only: no file, no form and no variable can have them. */
const functionsSchema = z.object({
  begin: functionSchema<BeginFunction>(),
  finish: functionSchema<FinishFunction>(),
  identify: functionSchema<IdentifyFunction>(),
  profile: functionSchema<ProfileFunction>(),
  enrich: functionSchema<EnrichFunction>(),
})

/** The functions of a definition. */
export type DefinitionFunctions = Readonly<z.output<typeof functionsSchema>>
type FunctionName = keyof DefinitionFunctions

export const FUNCTION_FIELDS: readonly string[] = Object.keys(functionsSchema.shape)

/** The functions that each kind must and may have. */
const FUNCTIONS_BY_KIND: Readonly<
  Record<string, { readonly required: readonly FunctionName[]; readonly optional: readonly FunctionName[] }>
> = {
  oidc: { required: [], optional: ['enrich'] },
  oauth2: { required: [], optional: ['profile', 'enrich'] },
  redirect: { required: ['begin', 'finish'], optional: [] },
  request: { required: ['identify'], optional: [] },
}

/** Separates the functions of a definition from its data. */
export function splitFunctions(fields: RawDefinition): {
  readonly data: RawDefinition
  readonly functions: DefinitionFunctions
} {
  const isFunctionField = ([name, value]: readonly [string, unknown]): boolean =>
    FUNCTION_FIELDS.includes(name) && typeof value === 'function'
  const entries = Object.entries(fields)
  const functions = functionsSchema.parse(Object.fromEntries(entries.filter(isFunctionField)))
  return { data: Object.fromEntries(entries.filter((entry) => !isFunctionField(entry))), functions }
}

/** The fields of OAuth 2 that say how to read a profile, which a function does instead. */
const PROFILE_FIELDS = [
  'userInfoEndpoint',
  'userMethod',
  'userInfoHeaders',
  'subject',
  'claims',
  'emailVerified',
  'emailsEndpoint',
  'emailList',
  'tokenInQuery',
  'tokenAuthorization',
  'appSecretProof',
]

/** Reports functions that this kind of definition lacks, or does not have, and fields that a function replaces. */
export function checkFunctions(
  kind: string,
  data: RawDefinition,
  functions: DefinitionFunctions,
  addIssue: AddIssue,
): void {
  const { required = [], optional = [] } = FUNCTIONS_BY_KIND[kind] ?? {}
  for (const name of required)
    if (functions[name] === undefined && data[name] === undefined)
      addIssue(name, problem('fieldProblem.functionMissing', { kind }))
  for (const name of FUNCTION_FIELDS) {
    if (data[name] !== undefined) addIssue(name, problem('fieldProblem.function'))
    const isKnown = [...required, ...optional].some((each) => each === name)
    if (!isKnown && Object.hasOwn(functions, name))
      addIssue(name, problem('fieldProblem.functionUnknown', { kind }))
  }
  if (kind !== 'oauth2' || functions.profile === undefined) return
  for (const name of PROFILE_FIELDS)
    if (data[name] !== undefined) addIssue(name, problem('fieldProblem.besideProfile'))
}

const codeFields = {
  ...policyFields,
  /** The time limit of one call. A function may take nearly twice as long. */
  timeout: requestFields.timeout,
  /** Stored with every account. Null: the name of the backend decides, as `urn:portcullis:backend:NAME`. */
  issuer: textSchema('codeIssuer').nullable().default(null),
}

/** A backend whose protocol is two functions: one that sends users away, and one that reads the answer. */
export const redirectSchema = z.strictObject({ kind: kindSchema('redirect'), ...codeFields })

/** Headers that never reach a function: they carry our own session, or say how the request was sent. */
const HIDDEN_HEADERS: ReadonlySet<string> = new Set(['cookie', 'connection', 'host', 'transfer-encoding'])

const headerSchema = z
  .string({ error: schemaProblem('fieldProblem.quoted', { what: wanted('headerName') }) })
  .regex(/^[A-Za-z0-9-]{1,60}$/, schemaProblem('fieldProblem.notAHeader'))
  .transform((name) => name.toLowerCase())
  .refine((name) => !HIDDEN_HEADERS.has(name), schemaProblem('fieldProblem.headerHidden'))

/** A backend without a redirect: a function reads who the user is from the headers that a trusted proxy has set. */
export const requestSchema = z.strictObject({
  kind: kindSchema('request'),
  ...codeFields,
  /** The headers that the function gets; null for all but cookies. */
  headers: z
    .array(headerSchema, { error: schemaProblem('fieldProblem.listOfHeaders') })
    .min(1, schemaProblem('fieldProblem.noHeaders'))
    .nullable()
    .default(null),
})

/** The issuer of a backend in code that names none. It follows from the name, which never changes either. */
export function codeIssuer(name: string): string {
  return `urn:portcullis:backend:${name}`
}

type CodeDefinition<Schema extends z.ZodType> = Readonly<Omit<z.output<Schema>, 'label' | 'issuer'>> & {
  readonly name: string
  readonly label: string
  readonly issuer: string
}

/** A checked definition of a redirect backend. */
export type RedirectDefinition = CodeDefinition<typeof redirectSchema> & {
  readonly begin: BeginFunction
  readonly finish: FinishFunction
}

/** A checked definition of a request backend. */
export type RequestDefinition = CodeDefinition<typeof requestSchema> & { readonly identify: IdentifyFunction }
