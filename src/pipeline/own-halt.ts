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
export function toHalt(step: string, { question, reason }: OwnHalt, { forms }: Answers): Halt {
  const parsed = 'fields' in question ? toForm(question, forms) : toConfirmation(question)
  if (parsed.success) return new Halt(parsed.data, toReason(reason))
  const [issue] = parsed.error.issues
  throw new PortcullisError('step_failed', {
    detail: `the step ${step} asked an unusable question: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`,
  })
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
  const entries = Object.entries(fields).map(([name, field]) => {
    const entered = values !== undefined && Object.hasOwn(values, name) ? values[name] : undefined
    return { name, field: entered === undefined ? field : { ...field, value: entered } }
  })
  const problems = values === undefined ? {} : listProblems(schema.safeParse(values), fields)
  return FormSchema.safeParse({ type: 'form', key, title, text, button, fields: entries, problems })
}

function listProblems(
  { error }: z.ZodSafeParseResult<unknown>,
  fields: FormQuestion['fields'],
): Readonly<Record<string, string>> {
  const problems = new Map<string, string>()
  for (const { path, message } of error?.issues ?? []) {
    const [name] = path
    const field = typeof name === 'string' && Object.hasOwn(fields, name) ? name : ''
    if (!problems.has(field)) problems.set(field, message.slice(0, 300))
  }
  return Object.fromEntries(problems)
}
