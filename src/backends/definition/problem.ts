import { z } from 'zod'
import { en } from '../../locales/en.js'
import { type Message, type MessageArgs, type MessageKey, message } from '../../locales/messages.js'
import { parseJson } from '../../parse-json.js'

/** The texts about a wrong value. In English, they follow the name of the field: "is missing; write a claim." */
type ProblemKey = Extract<MessageKey, `fieldProblem.${string}`>

/** What is wrong with a field, and the fix, in the language of the reader. It contains no value, which may be a secret. */
export interface Problem extends Message {
  readonly key: ProblemKey
}

/** The names of the texts that say what a field wants, such as "the client ID from the provider". */
export type Wanted = MessageKey extends infer Key
  ? Key extends `wanted.${infer Name}`
    ? Name
    : never
  : never

/** Reports a problem of a field, such as `claims.email`; null stands for the whole backend. */
export type AddIssue = (field: string | null, problem: Problem) => void

/** A problem; the compiler wants the values that its text names. */
export function problem<K extends ProblemKey>(key: K, ...params: MessageArgs<K>): Problem {
  return { key, params: message(key, ...params).params }
}

/** What a field wants. */
export function wanted(name: Wanted): Message {
  return { key: `wanted.${name}`, params: {} }
}

/**
 * A problem that a schema reports. What zod reports is text, so this is the problem as JSON, which `toProblem` reads again.
 */
export function schemaProblem<K extends ProblemKey>(key: K, ...params: MessageArgs<K>): string {
  return JSON.stringify(problem(key, ...params))
}

/**
 * The problem that an issue of zod stands for: the one that the schema names, or else the general one of its code. Texts of
 * zod itself, or of a schema, reach no reader.
 */
export function toFieldProblem(issue: z.core.$ZodIssue): Problem {
  const named = ReportedSchema.safeParse(issue.message).data
  if (named !== undefined) return named
  switch (issue.code) {
    case 'invalid_type':
      return TYPE_PROBLEMS[issue.expected] ?? problem('fieldProblem.invalid')
    case 'invalid_value':
      return choiceProblem(issue.values.map(String))
    case 'too_big':
      return tooBigProblem(issue)
    case 'too_small':
      return problem(issue.minimum === 0 ? 'fieldProblem.negative' : 'fieldProblem.invalid')
    case 'invalid_key':
      return issue.issues[0] === undefined ? problem('fieldProblem.invalid') : toFieldProblem(issue.issues[0])
    case 'custom':
    case 'invalid_element':
    case 'invalid_format':
    case 'invalid_union':
    case 'not_multiple_of':
    case 'unrecognized_keys':
      return problem('fieldProblem.invalid')
  }
}

const TYPE_PROBLEMS: Readonly<Partial<Record<z.core.$ZodInvalidTypeExpected, Problem>>> = {
  string: problem('fieldProblem.text'),
  boolean: problem('fieldProblem.flag'),
  int: problem('fieldProblem.wholeNumber'),
  number: problem('fieldProblem.wholeNumber'),
  object: problem('fieldProblem.object'),
  record: problem('fieldProblem.object'),
}

function tooBigProblem({ origin, maximum }: z.core.$ZodIssueTooBig): Problem {
  const max = String(maximum)
  if (origin === 'string') return problem('fieldProblem.tooLong', { max })
  return origin === 'array'
    ? problem('fieldProblem.tooMany', { max })
    : problem('fieldProblem.tooMuch', { max })
}

/** A value that is not among the possible ones. */
function choiceProblem(values: readonly string[]): Problem {
  const quoted = values.map((value) => JSON.stringify(value))
  const last = quoted.at(-1) ?? ''
  return problem('fieldProblem.choice', { others: quoted.slice(0, -1).join(', '), last })
}

const isProblemKey = (key: unknown): key is ProblemKey =>
  typeof key === 'string' && key.startsWith('fieldProblem.') && Object.hasOwn(en, key)

const isMessageKey = (key: unknown): key is MessageKey => typeof key === 'string' && Object.hasOwn(en, key)

const ParamsSchema: z.ZodType<Message['params']> = z.record(
  z.string(),
  z.union([
    z.string(),
    z.number(),
    z.object({ key: z.custom<MessageKey>(isMessageKey), params: z.lazy(() => ParamsSchema) }),
  ]),
)

/** The problem in the message of an issue. */
const ReportedSchema: z.ZodType<Problem> = z
  .string()
  .transform((text) => parseJson(text))
  .pipe(z.object({ key: z.custom<ProblemKey>(isProblemKey), params: ParamsSchema }))

/** Whether a message is a problem, which in English begins with a verb. */
export function isProblem(each: Message): each is Problem {
  return isProblemKey(each.key)
}

/** A text as a sentence: with a capital letter, unless it starts with a name such as `orcid.org`. */
export function capitalizeSentence(text: string): string {
  return text.replace(/^\p{Ll}(?=[\p{L}’]*[\s,;])/u, (first) => first.toUpperCase())
}
