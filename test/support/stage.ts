import type { DatabaseKind } from './database.js'
import { type PostOffice, startPostOffice } from './smtp-server.js'
import { type Op, type Provider, startProvider } from './provider/index.js'
import { backendAt, type Site, type SiteWishes, startSite } from './site.js'

/** What the site of a stage is to be. */
export interface StageWishes {
  readonly env?: Readonly<Record<string, string>>
  /** Fields of the backend `acme`. */
  readonly acme?: Readonly<Record<string, unknown>>
  /** Further backends. */
  readonly others?: (stage: { readonly op: Op; readonly provider: Provider }) => SiteWishes['backends']
}

interface Made {
  readonly provider: Provider
  readonly op: Op
  readonly site: Site
}

/** A site and its provider, for all tests of a describe. */
export class Stage {
  /** By how many milliseconds the clock of the site is ahead of the provider's; not at all before each test. */
  ahead = 0
  #made: Made | null = null

  get provider(): Provider {
    return this.#all().provider
  }

  /** The provider of the backend `acme`, as good as new before each test. */
  get op(): Op {
    return this.#all().op
  }

  get site(): Site {
    return this.#all().site
  }

  async open(database: DatabaseKind, { env = {}, acme = {}, others }: StageWishes): Promise<void> {
    const provider = await startProvider()
    const op = provider.alias('acme')
    const site = await startSite({
      database,
      env: { ALLOW_INSECURE_ISSUERS: 'true', ...env },
      backends: { acme: backendAt(op, acme), ...others?.({ op, provider }) },
      now: () => new Date(Date.now() + this.ahead),
    })
    this.#made = { provider, op, site }
  }

  async close(): Promise<void> {
    await this.#made?.site.close()
    await this.#made?.provider.close()
  }

  #all(): Made {
    if (this.#made === null) throw new Error('the stage is there in tests only')
    return this.#made
  }
}

/** Sets a stage for the tests of a describe, which share it. */
export function useStage(database: DatabaseKind, wishes: StageWishes = {}): Stage {
  const stage = new Stage()
  beforeAll(() => stage.open(database, wishes))
  afterAll(() => stage.close())
  beforeEach(() => {
    stage.op.reset()
    stage.ahead = 0
  })
  return stage
}

/** The settings of a site that sends its mail to this post office. */
export function mailingAt(office: PostOffice): Readonly<Record<string, string>> {
  return {
    SMTP_URL: office.url,
    MAIL_FROM: 'Gate <gate@example.com>',
    PASSWORD_LOGIN: 'true',
    ALLOW_INSECURE_ISSUERS: 'true',
  }
}

/** A stage whose site sends mail, and believes its provider about addresses. */
export class MailingStage extends Stage {
  #office: PostOffice | null = null

  get office(): PostOffice {
    if (this.#office === null) throw new Error('the stage is there in tests only')
    return this.#office
  }

  async openMailing(database: DatabaseKind): Promise<void> {
    this.#office = await startPostOffice()
    await this.open(database, { env: mailingAt(this.#office), acme: { trustEmail: true } })
  }

  override async close(): Promise<void> {
    await super.close()
    await this.#office?.close()
  }
}

/** Sets such a stage; before each test no mail has come, and nobody has asked for too many. */
export function useMailingStage(database: DatabaseKind): MailingStage {
  const stage = new MailingStage()
  beforeAll(() => stage.openMailing(database))
  afterAll(() => stage.close())
  beforeEach(async () => {
    stage.office.clear()
    stage.op.reset()
    await stage.site.rows.limit.deleteMany()
  })
  return stage
}
