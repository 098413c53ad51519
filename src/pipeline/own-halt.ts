import { message, verbatim } from '../locales/messages.js'
import { z } from 'zod'
import { PortcullisError } from '../errors.js'
import type { Answers, Question } from './facts.js'
import { ConfirmationSchema, FormSchema } from './own-form.js'
import type { FormQuestion, OwnHalt } from './own-question.js'
import { toReason } from './named-step.js'
import { Halt } from './pipeline.js'

/**
 * The halt for a question of a site's own. If the person has answered and the schema does not accept the answer, the form
 * says why and contains what they entered.
 * @throws PortcullisError step_failed when the question is not one
 */
export function toHalt(step: string, halt: OwnHalt, { forms }: Answers): Halt {
  let problem = message('because.step.badQuestion')
  let cause: unknown
  try {
    const { question, reason }: { readonly question: unknown; readonly reason: unknown } = halt
    const parsed = isForm(question) ? toForm(question, forms) : toConfirmation(question)
    if (parsed.success) return new Halt(parsed.data, verbatim(toReason(reason)))
    const [issue] = parsed.error.issues
    problem = message('because.step.badQuestionPart', {
      part: issue?.path.join('.') ?? '',
      problem: issue?.message ?? '',
    })
  } catch (error) {
    // A schema of the site has thrown, or something is not what its type says.
    cause = error
  }
  throw new PortcullisError('step_failed', {
    detail: message('because.step.failed', { step, problem }),
    cause,
  })
}

function isForm(question: unknown): question is FormQuestion {
  return typeof question === 'object' && question !== null && 'fields' in question
}

function toConfirmation(question: unknown): z.ZodSafeParseResult<Question> {
  return ConfirmationSchema.extend({ type: z.literal('confirmation') }).safeParse({
    ...(typeof question === 'object' ? question : {}),
    type: 'confirmation',
  })
}

function toForm(question: FormQuestion, forms: Answers['forms']): z.ZodSafeParseResult<Question> {
  const { key, title, text, button, fields, schema } = question
  const values = Object.hasOwn(forms, key) ? forms[key] : undefined
  const problems = values === undefined ? NO_PROBLEMS : listProblems(schema.safeParse(values), fields)
  const entries = Object.entries(fields).map(([name, field]) => {
    const entered = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
    const shown = entered === undefined ? field : { ...field, value: entered }
    return { name, field: shown, problem: problems.get(name) ?? null }
  })
  const problem = problems.get(WHOLE_FORM) ?? null
  return FormSchema.safeParse({ type: 'form', key, title, text, button, fields: entries, problem })
}

const WHOLE_FORM = ''
const NO_PROBLEMS: ReadonlyMap<string, string> = new Map()

/** The first message of the schema about each field, by its name. */
function listProblems(
  { error }: z.ZodSafeParseResult<unknown>,
  fields: FormQuestion['fields'],
): ReadonlyMap<string, string> {
  const problems = new Map<string, string>()
  for (const { path, message } of error?.issues ?? []) {
    const [name] = path
    const place = typeof name === 'string' && Object.hasOwn(fields, name) ? name : WHOLE_FORM
    if (!problems.has(place)) problems.set(place, message.slice(0, 300))
  }
  return problems
}
