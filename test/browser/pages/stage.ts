import { z } from 'zod'
import { ask, answerTo, proceed, type Start, step } from '../../../src/exports/pipeline.js'
import { type Extensions, NO_EXTENSIONS } from '../../../src/extensions.js'
import { createSignIn } from '../../../src/pipeline/sign-in.js'
import { Administrator } from '../../support/administrator.js'
import { reply } from '../../support/pauses.js'
import { type Op, type Person, type Provider, startProvider } from '../../support/provider/index.js'
import { backendAt, type Site, startSite } from '../../support/site.js'
import { type PostOffice, startPostOffice } from '../../support/smtp-server.js'
import { mailSettings } from '../../support/use-site.js'
import type { Answer, Visitor } from '../../support/visitor.js'
import { WebhookReceiver } from '../../support/webhook-receiver.js'

/** The moment at which the pages are looked at. In the future, so that visitors keep their cookies. */
export const NOW = new Date('2031-05-14T09:30:00Z')

const MINUTE_MS = 60_000

export const PASSWORD = 'a long enough password'

export const LANGUAGES = ['en', 'fr', 'de'] as const
export type Language = (typeof LANGUAGES)[number]

/** A form and a question that the steps of this site ask, for the pages that show them. */
const TEAM = {
  key: 'team',
  title: 'Your team',
  text: 'We use this to set up your workspace.',
  button: 'Continue',
  fields: {
    team: { type: 'text', label: 'Team', hint: 'As in the directory', autocomplete: 'organization' },
    about: { type: 'textarea', label: 'What you work on' },
    size: {
      type: 'select',
      label: 'Size of the team',
      value: 'm',
      options: [
        { value: 's', label: 'Up to 5' },
        { value: 'm', label: 'Up to 20' },
      ],
    },
    role: {
      type: 'radio',
      label: 'Your role',
      options: [
        { value: 'member', label: 'Member' },
        { value: 'lead', label: 'Lead' },
      ],
    },
    news: { type: 'checkbox', label: 'Send me news' },
  },
  schema: z.object({ team: z.string().min(2, 'Enter the name of your team.') }),
} as const
const AGE = {
  key: 'age',
  title: 'Your age',
  text: 'This site is for people who are at least 18 years old.',
  button: 'I’m 18 or older',
}

const askQuestions = step('askQuestions', ({ identity, answers }: Start) => {
  const asksTeam = identity.subject.startsWith('form-') && answerTo(answers, TEAM) === null
  const asksAge = identity.subject.startsWith('question-') && !answers.confirmed.includes('age')
  return Promise.resolve(
    asksTeam
      ? ask(TEAM, 'the team is not known')
      : asksAge
        ? ask(AGE, 'everyone is asked')
        : proceed('nothing is asked', {}),
  )
})

const USER = { fields: z.object({ team: z.string().default('Harbour') }), roles: ['editor', 'viewer'] }
const EXTENSIONS: Extensions = {
  ...NO_EXTENSIONS,
  user: USER,
  pipelines: {
    ...NO_EXTENSIONS.pipelines,
    signIn: createSignIn((steps) => steps.before('findAccount', askQuestions), USER),
  },
}

/** How many providers the login page has, the demo provider among them. */
export type ProviderCount = 1 | 4 | 40

/** Who looks at a page. */
export type Who = 'ada' | 'lena' | 'noa' | 'rita'

/** The sites that have every page, and the people who look at them. */
export class Stage {
  readonly #clock = { time: NOW.getTime() }
  readonly #cast = new Map<string, Visitor>()
  readonly #provider: Provider
  readonly office: PostOffice
  readonly #receiver: WebhookReceiver
  /** In use for years. */
  readonly site: Site
  /** Started in production for the first time. */
  readonly newSite: Site
  /** The administrator whom its setup link has made, once that has happened. */
  newAdministrator: Visitor | null = null

  private constructor(parts: {
    readonly provider: Provider
    readonly office: PostOffice
    readonly receiver: WebhookReceiver
    readonly clock: { time: number }
    readonly sites: readonly [Site, Site]
  }) {
    this.#provider = parts.provider
    this.#clock = parts.clock
    this.office = parts.office
    this.#receiver = parts.receiver
    ;[this.site, this.newSite] = parts.sites
  }

  static async start(): Promise<Stage> {
    const clock = { time: NOW.getTime() }
    const receiver = new WebhookReceiver()
    const [provider, office] = await Promise.all([startProvider(), startPostOffice(), receiver.listen()])
    // Nothing happens at the same time, so that lists are in the same order in each run.
    const now = () => new Date((clock.time += 1))
    const op = (name: string) => opAt(provider, name, clock)
    const env = {
      ALLOW_INSECURE_ISSUERS: 'true',
      ADMIN_EMAILS: 'rita@staff.example',
      EMAIL_LOGIN: 'true',
      TERMS_URL: 'https://example.com/terms',
      TERMS_VERSION: '2031-05',
      WEBHOOK_URL: receiver.url,
      WEBHOOK_SECRET: `whsec_${Buffer.alloc(32).toString('base64')}`,
      WEBHOOK_EVENTS: 'user-created,user-disabled',
      SITE_LINKS: 'Privacy=https://example.com/privacy,Terms=https://example.com/terms',
      SUPPORT_EMAIL: 'help@example.com',
      ...mailSettings(office),
    }
    const site = await startSite({
      database: 'sqlite',
      demo: true,
      env,
      now,
      extensions: EXTENSIONS,
      backends: backendsFor(4, op),
    })
    const newSite = await startSite({
      database: 'sqlite',
      production: true,
      now,
      env: { ALLOW_INSECURE_ISSUERS: 'true' },
    })
    return new Stage({ provider, office, receiver, clock, sites: [site, newSite] })
  }

  async close(): Promise<void> {
    await Promise.all([this.site.close(), this.newSite.close()])
    await Promise.all([this.office.close(), this.#receiver.close(), this.#provider.close()])
  }

  /** The scripted provider with this name. */
  op(name: string): Op {
    return opAt(this.#provider, name, this.#clock)
  }

  /** Makes it so many minutes before now. */
  turnBack(minutes: number): void {
    this.#clock.time = NOW.getTime() - minutes * MINUTE_MS
  }

  offer(count: ProviderCount): Promise<unknown> {
    return this.site.reload({ rawBackends: backendsFor(count, (name) => this.op(name)) })
  }

  /** Signs in as this person at this provider, and accepts the terms. */
  async signIn(visitor: Visitor, backend: string, person: Person): Promise<Answer> {
    this.op(backend).person(person)
    const page = await visitor.signIn(backend)
    return page.url.includes('/continue/') ? reply(visitor, page, 'accept') : page
  }

  /** Keeps a browser in which this person is signed in. */
  remember(who: Who, visitor: Visitor): void {
    this.#cast.set(who, visitor)
  }

  /** A browser in which this person is signed in and has chosen the language. */
  async as(who: Who, language: Language): Promise<Visitor> {
    const known = this.#cast.get(who)
    if (known === undefined) throw new Error(`${who} is not signed in`)
    return speaking(known.clone(), language)
  }

  administrator(visitor: Visitor): Administrator {
    return new Administrator(visitor)
  }
}

/** The same browser, in which somebody has chosen the language. */
export async function speaking(visitor: Visitor, language: Language): Promise<Visitor> {
  await visitor.ask('/language', { form: { language, next: '/' } })
  return visitor
}

function opAt(provider: Provider, name: string, clock: { readonly time: number }): Op {
  const op = provider.alias(name)
  op.now = () => clock.time
  return op
}

/** A busy machine may be slow to answer, and no page is about that. */
function providerAt(op: Op, fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return backendAt(op, { timeout: '30s', ...fields })
}

/** Those that the accounts of the people here belong to are always there; people are not offered the hidden ones. */
function backendsFor(
  count: ProviderCount,
  op: (name: string) => Op,
): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const hidden = count === 1
  const others = Array.from({ length: 36 }, (_, index) => `p${String(index + 1).padStart(2, '0')}`)
  return {
    google: providerAt(op('google'), { label: 'Google', icon: 'google', hidden }),
    github: providerAt(op('github'), { label: 'GitHub', icon: 'github', hidden }),
    acme: providerAt(op('acme'), { label: 'Acme', trustEmail: true, hidden }),
    staff: providerAt(op('staff'), { label: 'Staff', trustEmail: true, hidden: true }),
    asking: providerAt(op('asking'), {
      label: 'Asking',
      hidden: true,
      trustEmail: true,
      requireEmail: true,
      requireVerifiedEmail: true,
      silentSignIn: true,
    }),
    ...(count === 40
      ? {
          long: providerAt(op('long'), {
            label: 'The Federated Identity Service of a Company with a Long Name',
            order: 1,
          }),
          ...Object.fromEntries(
            others
              .slice(1)
              .map((name) => [name, providerAt(op(name), { label: `Société ${name.toUpperCase()}` })]),
          ),
        }
      : {}),
  }
}
