import type { Context } from 'koa'
import type { Paused } from '../../partials/partials.js'
import type { Answers } from '../../pipeline/answers.js'
import type { Asks, Question } from '../../pipeline/question.js'
import { mailboxIn } from '../code-mail.js'
import { type Parts, seeOther } from '../parts.js'
import { provenBy, sendCode } from './code.js'
import { goOn } from './go-on.js'
import { addressOf } from './pause.js'
import { connectProven } from './proof.js'

/** A form that answers a paused sign-in. */
export interface Reply {
  readonly token: string
  readonly paused: Paused
  readonly form: URLSearchParams
}

type Answer = (parts: Parts, ctx: Context, reply: Reply) => Promise<void>

/** What the buttons of each page do, by the value that they send. A button of another page only shows the present one. */
export const ANSWERING: Readonly<Record<Asks, Readonly<Record<string, Answer>>>> = {
  email: {
    email: (parts, ctx, reply) =>
      answered(parts, ctx, reply, { givenEmail: mailboxIn(reply.form), provenEmail: null }),
  },
  'email-code': {
    code: async (parts, ctx, reply) => {
      const handle = reply.paused.waiting.mailed?.handle ?? null
      const provenEmail = await provenBy(parts, reply.form, reply.paused, handle)
      await answered(parts, ctx, reply, { provenEmail })
    },
    send: async (parts, ctx, { token, paused }) => {
      const { question } = paused.waiting
      if (question.asks === 'email-code') await sendCode(parts, ctx, paused, question.email)
      seeOther(ctx, addressOf(parts, token))
    },
    'other-address': async (parts, ctx, { token, paused }) => {
      await parts.partials.change(paused, { question: { asks: 'email' }, mailed: null })
      seeOther(ctx, addressOf(parts, token))
    },
  },
  terms: {
    accept: async (parts, ctx, reply) => {
      const { question } = reply.paused.waiting
      await answered(parts, ctx, reply, { acceptedTerms: versionOf(question) })
    },
  },
  confirmation: {
    confirm: async (parts, ctx, reply) => {
      const { question, answers } = reply.paused.waiting
      const key = question.asks === 'confirmation' ? [question.key] : []
      await answered(parts, ctx, reply, { confirmed: [...answers.confirmed, ...key] })
    },
  },
  proof: {
    connect: (parts, ctx, { token, paused }) => connectProven(parts, ctx, token, paused),
  },
}

// Kept before the pipeline runs: a code that was used up is not lost with a run that fails.
async function answered(
  parts: Parts,
  ctx: Context,
  { token, paused }: Reply,
  changes: Partial<Answers>,
): Promise<void> {
  const answers = { ...paused.waiting.answers, ...changes }
  const kept = { ...answers, confirmed: [...answers.confirmed] }
  await goOn(parts, ctx, token, await parts.partials.change(paused, { answers: kept }))
}

function versionOf(question: Question): string | null {
  return question.asks === 'terms' ? question.version : null
}
