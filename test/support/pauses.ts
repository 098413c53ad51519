import type { DatabaseKind } from './database.js'
import { fieldOf } from './joining.js'
import { type PostOffice, startPostOffice } from './smtp-server.js'
import { type Op, type Provider, startProvider } from './provider/index.js'
import { type Site, type SiteOptions, startSite } from './site.js'
import type { Answer, Visitor } from './visitor.js'

/** A site whose sign-ins may ask, with a provider, a mailbox for everybody, and a clock that the test sets. */
export interface AskingSite {
  readonly provider: Provider
  readonly op: Op
  readonly office: PostOffice
  readonly clock: { time: number }
  /** What the site was made of, for another process beside it. */
  readonly siteOptions: SiteOptions & Required<Pick<SiteOptions, 'env' | 'backends'>>
  readonly site: Site
  /** Makes provider, mailbox, limits and clock as they were at first. */
  fresh(): Promise<void>
  close(): Promise<void>
}

export async function startAskingSite(
  database: DatabaseKind,
  options: {
    readonly backends: (op: Op) => NonNullable<SiteOptions['backends']>
    readonly env?: NonNullable<SiteOptions['env']>
  },
): Promise<AskingSite> {
  const [provider, office] = await Promise.all([startProvider(), startPostOffice()])
  const op = provider.alias('acme')
  const clock = { time: Date.now() }
  const mail = { SMTP_URL: office.url, MAIL_FROM: 'Gate <gate@example.com>', SIGN_IN_MAILS: 'false' }
  const siteOptions = {
    database,
    now: () => new Date(clock.time),
    env: { ALLOW_INSECURE_ISSUERS: 'true', ...mail, ...options.env },
    backends: options.backends(op),
  }
  const site = await startSite(siteOptions)
  return {
    provider,
    op,
    office,
    clock,
    siteOptions,
    site,
    async fresh() {
      clock.time = Date.now()
      op.reset()
      office.clear()
      await site.rows.limit.deleteMany()
    },
    async close() {
      await site.close()
      await office.close()
      await provider.close()
    },
  }
}

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
