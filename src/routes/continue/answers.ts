import type { Context } from 'koa'
import type { PausedSignIn } from '../../flows/partials.js'
import type { Answers, Question, QuestionType } from '../../pipeline/facts.js'
import type { Form } from '../../pipeline/own-form.js'
import { requireEmailField } from '../email-codes.js'
import { redirect, type Services } from '../services.js'
import { continueUrl, redeemPartialCode, sendCode } from './pause.js'
import { connectAfterProof, resumeSignIn } from './resume.js'

/** A form that answers a paused sign-in. */
export interface AnswerInput {
  readonly token: string
  readonly paused: PausedSignIn
  readonly form: URLSearchParams
}

type AnswerHandler = (services: Services, ctx: Context, input: AnswerInput) => Promise<void>

/**
 * The handlers for the buttons of each question page, by the value of the button. A button of another page only shows
 * the current page.
 */
export const ANSWER_HANDLERS: Readonly<Record<QuestionType, Readonly<Record<string, AnswerHandler>>>> = {
  email: {
    email: (services, ctx, input) =>
      resumeWith(services, ctx, input, { enteredEmail: requireEmailField(input.form), verifiedEmail: null }),
  },
  'email-code': {
    code: async (services, ctx, input) => {
      const flowToken = input.paused.state.emailedCode?.handle ?? null
      const verifiedEmail = await redeemPartialCode(services, input.form, input.paused, flowToken)
      await resumeWith(services, ctx, input, { verifiedEmail })
    },
    send: async (services, ctx, { token, paused }) => {
      const { question } = paused.state
      if (question.type === 'email-code') await sendCode(services, ctx, paused, question.email)
      redirect(ctx, continueUrl(services, token))
    },
    'other-address': async (services, ctx, { token, paused }) => {
      await services.flows.partials.update(paused, { question: { type: 'email' }, emailedCode: null })
      redirect(ctx, continueUrl(services, token))
    },
  },
  terms: {
    accept: async (services, ctx, input) => {
      const { question } = input.paused.state
      await resumeWith(services, ctx, input, { acceptedTerms: termsVersion(question) })
    },
  },
  confirmation: {
    confirm: async (services, ctx, input) => {
      const { question, answers } = input.paused.state
      const key = question.type === 'confirmation' ? [question.key] : []
      await resumeWith(services, ctx, input, { confirmed: [...answers.confirmed, ...key] })
    },
  },
  form: {
    send: async (services, ctx, input) => {
      const { question, answers } = input.paused.state
      if (question.type !== 'form') return
      const forms = { ...answers.forms, [question.key]: readFormValues(question, input.form) }
      await resumeWith(services, ctx, input, { forms })
    },
  },
  proof: {
    connect: (services, ctx, { token, paused }) => connectAfterProof(services, ctx, token, paused),
  },
}

/** What the form contains for the fields of its question; other fields are ignored. The step checks it with its schema. */
function readFormValues({ fields }: Form, form: URLSearchParams): Record<string, string | boolean> {
  return Object.fromEntries(
    fields.map(({ name, field }) => [name, readFieldValue(field, form.get(`field.${name}`))]),
  )
}

function readFieldValue(field: Form['fields'][number]['field'], value: string | null): string | boolean {
  if (field.type === 'checkbox') return value !== null
  const text = value ?? ''
  if ('options' in field) return field.options.some((option) => option.value === text) ? text : ''
  // Browsers send line breaks as CRLF, and count each as one character.
  const lines = text.replace(/\r\n?/g, '\n')
  return (field.type === 'textarea' ? lines : lines.replace(/\n/g, ' ').trim()).slice(0, field.maxLength)
}

// Stored before the pipeline runs, so that a consumed code is not lost when the run fails.
async function resumeWith(
  services: Services,
  ctx: Context,
  { token, paused }: AnswerInput,
  changes: Partial<Answers>,
): Promise<void> {
  const answers = { ...paused.state.answers, ...changes }
  const stored = { ...answers, confirmed: [...answers.confirmed], forms: structuredClone(answers.forms) }
  await resumeSignIn(services, ctx, token, await services.flows.partials.update(paused, { answers: stored }))
}

function termsVersion(question: Question): string | null {
  return question.type === 'terms' ? question.version : null
}
