import { ENGLISH } from '../locales/locales.js'
import { type Answers, NO_ANSWERS, type Question } from '../pipeline/facts.js'
import type { Halt } from '../pipeline/pipeline.js'
import type { FormAnswer, KitAnswers } from './kit-types.js'

/** Gives the answers of a test to the questions of one sign-in. */
export class AnswerSheet {
  readonly #values: ReadonlyMap<string, true | string | FormAnswer>
  readonly #used = new Set<string>()
  #answers: Answers = NO_ANSWERS

  constructor(answers: KitAnswers) {
    this.#values = new Map(
      isList(answers) ? answers.map((key) => [key, true] as const) : Object.entries(answers),
    )
  }

  /** The answers so far. */
  get answers(): Answers {
    return this.#answers
  }

  /** Answers a question. @throws Error that names it, without an answer, or if the answer was not accepted */
  answer({ question, reason: sentence }: Halt): void {
    const reason = ENGLISH.format(sentence)
    const key = keyOf(question)
    const value = this.#values.get(key)
    if (value === undefined) throw unansweredError(question, reason)
    if (this.#used.has(key)) throw rejectedError(question, reason)
    this.#used.add(key)
    this.#answers = { ...this.#answers, ...toAnswers(this.#answers, question, value) }
  }

  /** @throws Error for an answer that no step has asked for */
  requireAllUsed(): void {
    const unused = [...this.#values.keys()].filter((key) => !this.#used.has(key))
    if (unused.length === 0) return
    const asked = this.#used.size === 0 ? 'asked nothing' : `asked only ${quoteAll([...this.#used])}`
    throw new Error(
      `kit.signIn: no step has asked for the answer ${quoteAll(unused)}; this sign-in ${asked}. Remove the answer, or correct its key.`,
    )
  }
}

function isList(answers: KitAnswers): answers is readonly string[] {
  return Array.isArray(answers)
}

/** What a question is called among the answers of a test. */
function keyOf(question: Question): string {
  return question.type === 'confirmation' || question.type === 'form' ? question.key : question.type
}

function toAnswers(
  { confirmed, forms }: Answers,
  question: Question,
  value: true | string | FormAnswer,
): Partial<Answers> {
  switch (question.type) {
    case 'email':
      if (typeof value !== 'string') throw wrongAnswerError(question, 'an email address')
      return { enteredEmail: value }
    case 'email-code':
      if (value !== true) throw wrongAnswerError(question, 'true, as if the right code was entered')
      return { verifiedEmail: question.email }
    case 'terms':
      if (value !== true) throw wrongAnswerError(question, 'true')
      return { acceptedTerms: question.version }
    case 'confirmation':
      if (value !== true) throw wrongAnswerError(question, 'true')
      return { confirmed: [...confirmed, question.key] }
    case 'form': {
      const names = question.fields.map(({ name }) => name)
      if (typeof value !== 'object') throw wrongAnswerError(question, exampleOf(question))
      const unknown = Object.keys(value).filter((name) => !names.includes(name))
      if (unknown.length > 0)
        throw new Error(
          `kit.signIn: the form ${describe(question)} has no field ${quoteAll(unknown)}; its fields are ${quoteAll(names)}.`,
        )
      return { forms: { ...forms, [question.key]: value } }
    }
    case 'proof':
      throw new Error(
        `kit.signIn: ${question.email} belongs to a user who must sign in to connect this account. Sign in with another address, or set "linkByVerifiedEmail" and "trustEmail" of the backend.`,
      )
  }
}

function unansweredError(question: Question, reason: string): Error {
  if (question.type === 'proof') toAnswers(NO_ANSWERS, question, true)
  return new Error(
    `kit.signIn: the sign-in waits for an answer to the question ${describe(question)} (${reason}). Answer it: { answers: { ${JSON.stringify(keyOf(question))}: ${exampleOf(question)} } }.`,
  )
}

function rejectedError(question: Question, reason: string): Error {
  const problems =
    question.type === 'form'
      ? [
          question.problem,
          ...question.fields.map(({ name, problem }) => problem && `${name}: ${problem}`),
        ].filter((problem) => problem !== null && problem !== '')
      : []
  const detail = problems.length === 0 ? reason : problems.join('; ')
  return new Error(`kit.signIn: the answer to the question ${describe(question)} was not accepted: ${detail}`)
}

function wrongAnswerError(question: Question, expected: string): Error {
  return new Error(`kit.signIn: the answer to the question ${describe(question)} must be ${expected}.`)
}

function describe(question: Question): string {
  const title = 'title' in question ? `, ${JSON.stringify(question.title)}` : ''
  return `${JSON.stringify(keyOf(question))}${title}`
}

/** An answer of the right kind, as a test would write it. */
function exampleOf(question: Question): string {
  if (question.type === 'email') return '"ada@example.com"'
  if (question.type !== 'form') return 'true'
  const members = question.fields.map(
    ({ name, field }) => `${name}: ${field.type === 'checkbox' ? 'true' : '"…"'}`,
  )
  return `{ ${members.join(', ')} }`
}

function quoteAll(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ')
}
