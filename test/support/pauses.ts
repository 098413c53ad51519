import { fieldOf } from './joining.js'
import type { Answer, Visitor } from './visitor.js'

/** Sends an answer from the page of a paused sign-in, and follows where that leads. */
export function reply(
  visitor: Visitor,
  page: Answer,
  answer: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return visitor.open(page.url, { form: replyForm(page, answer, fields) })
}

/** The same without following anything. */
export function replyOnce(
  visitor: Visitor,
  page: Answer,
  answer: string,
  fields: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  return visitor.ask(page.url, { form: replyForm(page, answer, fields) })
}

export function replyForm(
  page: Answer,
  answer: string,
  fields: Readonly<Record<string, string>> = {},
): Record<string, string> {
  return { _proof: fieldOf(page, '_proof'), answer, ...fields }
}

/** The heading of a page, which says what it asks. */
export function headingOf({ body }: Answer): string {
  return /<h1>(.*?)<\/h1>/s.exec(body)?.[1]?.replace(/<[^>]*>/g, '') ?? '(no heading)'
}
