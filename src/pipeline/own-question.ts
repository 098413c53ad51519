// Questions that steps of a site's own ask. It is part of the package's declarations, so it imports nothing that leads to
// the database.

import type { output, ZodType } from 'zod'
import type { QuestionValues } from './open-facts.js'

/** A text and a button. */
export interface Confirmation {
  /** What `answers.confirmed` contains afterwards. */
  readonly key: string
  readonly title: string
  readonly text: string
  /** The label of the button. */
  readonly button: string
}

/** A field of a form. */
export type QuestionField = {
  readonly label: string
  /** A sentence below the field. */
  readonly hint?: string
  /** What the field contains at first. */
  readonly value?: string | boolean
} & (
  | {
      readonly type: 'text' | 'email' | 'tel' | 'date' | 'textarea'
      /** In characters; 200 without this, at most 2000. */
      readonly maxLength?: number
      /** The token of HTML for browsers that fill in forms, such as "organization". */
      readonly autocomplete?: string
    }
  | { readonly type: 'checkbox' }
  | {
      readonly type: 'select' | 'radio'
      readonly options: readonly { readonly value: string; readonly label: string }[]
    }
)

/** A form. Its answer is what the schema makes of the values of its fields. */
export interface FormQuestion<Schema extends ZodType = ZodType> extends Confirmation {
  readonly fields: Readonly<Record<string, QuestionField>>
  /** Checks the values. Its messages stand beside the fields, for the person to read. */
  readonly schema: Schema
}

/** A step returns it, from `ask`, to ask the person a question. */
export class OwnHalt {
  readonly question: Confirmation | FormQuestion
  /** For the trace. */
  readonly reason: string

  constructor(question: Confirmation | FormQuestion, reason: string) {
    this.question = question
    this.reason = reason
  }
}

/**
 * Asks the person a question: `return ask(question, reason)`. The sign-in waits, and nothing is written; with the answer
 * all steps run again.
 * @param reason why the question must be asked, for the trace; no secret
 */
export function ask(question: Confirmation | FormQuestion, reason: string): OwnHalt {
  return new OwnHalt(question, reason)
}

/** What the person has answered, or null when they have not, or when the schema does not accept it; then ask. */
export function answerTo<Schema extends ZodType>(
  { forms }: { readonly forms: Readonly<Record<string, QuestionValues>> },
  { key, schema }: Pick<FormQuestion<Schema>, 'key' | 'schema'>,
): output<Schema> | null {
  const values = Object.hasOwn(forms, key) ? forms[key] : undefined
  if (values === undefined) return null
  const { success, data } = schema.safeParse(values)
  return success ? data : null
}
