import type { Context } from 'koa'
import type { PausedSignIn } from '../../flows/partials.js'
import type { Answers, Question, QuestionType } from '../../pipeline/facts.js'
import { requireEmailField } from '../email-codes.js'
import { redirect, type Services } from '../services.js'
import { continueUrl, redeemCode, sendCode } from './pause.js'
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
      const verifiedEmail = await redeemCode(services, input.form, input.paused, flowToken)
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
  proof: {
    connect: (services, ctx, { token, paused }) => connectAfterProof(services, ctx, token, paused),
  },
}

// Stored before the pipeline runs, so that a consumed code is not lost when the run fails.
async function resumeWith(
  services: Services,
  ctx: Context,
  { token, paused }: AnswerInput,
  changes: Partial<Answers>,
): Promise<void> {
  const answers = { ...paused.state.answers, ...changes }
  const stored = { ...answers, confirmed: [...answers.confirmed] }
  await resumeSignIn(services, ctx, token, await services.flows.partials.update(paused, { answers: stored }))
}

function termsVersion(question: Question): string | null {
  return question.type === 'terms' ? question.version : null
}
