import type { DatabaseKind } from './database.js'
import { createProvider, type Op, type Provider } from './provider/index.js'
import { backendAt, type Site, type SiteOptions, startSite } from './site.js'
import { createPostOffice, type PostOffice } from './smtp-server.js'

type Fields = Readonly<Record<string, unknown>>
type Values = Readonly<Record<string, string>>

export interface UseSiteOptions extends Pick<SiteOptions, 'demo' | 'extensions' | 'production'> {
  readonly database: DatabaseKind
  /** Settings; as a function, if a hook before has to find them out. */
  readonly env?: Values | (() => Values)
  /** Fields of the backend `acme`, over those that fit its provider. */
  readonly acme?: Fields
  /** All backends; without this there is only `acme`. */
  readonly backends?: (providers: Pick<SiteFixture, 'op' | 'provider'>) => Readonly<Record<string, Fields>>
  /** Sets users and faults of the providers: before the site starts, and before each test after the providers are reset. */
  readonly setUp?: (providers: Pick<SiteFixture, 'op' | 'provider'>) => void
  /** Whether the providers are reset before each test; they are, unless this is false. */
  readonly resetProviders?: boolean
  /** Whether the site sends mail, to `office`. */
  readonly mail?: boolean
}

/** A site for the tests of a describe, with everything around it. Its members may be destructured at once. */
export interface SiteFixture {
  readonly site: Site
  readonly provider: Provider
  /** The provider of the backend `acme`. */
  readonly op: Op
  readonly office: PostOffice
  /** By how many milliseconds the clock of the site is ahead of the provider's; 0 before each test. */
  readonly clock: { aheadMs: number }
  /** Starts a further process on the same database. It ends with the describe, unless the test closes it. */
  readonly startAnother: (changes?: Partial<SiteOptions>) => Promise<Site>
}

/**
 * Settings of a site that sends its mail to this mail server, but for notices of sign-ins: many tests sign in, and look at all
 * mail that has come.
 */
export function mailSettings(office: PostOffice): Values {
  return { SMTP_URL: office.url, MAIL_FROM: 'Gate <gate@example.com>', SIGN_IN_MAILS: 'false' }
}

/**
 * Starts a site and a provider before the first test of the describe that calls it, and closes both after the last. Before
 * each test the providers are reset and the clock is right; if the site sends mail, no mail has come and no limit is used up.
 */
export function useSite(options: UseSiteOptions): SiteFixture {
  const provider = createProvider()
  const office = createPostOffice()
  const op = provider.alias('acme')
  const clock = { aheadMs: 0 }
  const handle = new SiteHandle()
  const others: Site[] = []

  const siteOptions = (): SiteOptions => ({
    database: options.database,
    env: {
      ALLOW_INSECURE_ISSUERS: 'true',
      ...(options.mail === true ? mailSettings(office) : {}),
      ...(typeof options.env === 'function' ? options.env() : options.env),
    },
    demo: options.demo ?? false,
    ...(options.production === undefined ? {} : { production: options.production }),
    ...(options.extensions ? { extensions: options.extensions } : {}),
    backends: options.backends?.({ op, provider }) ?? { acme: backendAt(op, options.acme) },
    now: () => new Date(Date.now() + clock.aheadMs),
  })
  const startAnother: SiteFixture['startAnother'] = async (changes = {}) => {
    const shared = siteOptions()
    const env = { ...shared.env, ...changes.env }
    const another = closedOnce(
      await startSite({ ...shared, databaseUrl: handle.databaseUrl, ...changes, env }),
    )
    others.push(another)
    return another
  }

  beforeAll(async () => {
    await provider.listen()
    if (options.mail === true) await office.listen()
    options.setUp?.({ op, provider })
    handle.running = await startSite(siteOptions())
  })
  beforeEach(async () => {
    if (options.resetProviders !== false) provider.reset()
    options.setUp?.({ op, provider })
    clock.aheadMs = 0
    office.clear()
    if (options.mail === true) await handle.rows.limit.deleteMany()
  })
  afterAll(async () => {
    await closeAll(others)
    await handle.running?.close()
    await office.close()
    await provider.close()
  })
  return { site: handle, provider, op, office, clock, startAnother }
}

/**
 * For tests that start sites of their own kind: gives the function that starts one. A site that a test starts is closed
 * after that test, and one that a hook starts is closed after the last test of the describe; closing it earlier is allowed.
 */
export function useSites(): (options: SiteOptions) => Promise<Site> {
  const ofTest: Site[] = []
  const ofHook: Site[] = []
  let inTest = false
  beforeEach(() => {
    inTest = true
  })
  afterEach(async () => {
    inTest = false
    await closeAll(ofTest)
  })
  afterAll(() => closeAll(ofHook))
  return async (options) => {
    const site = closedOnce(await startSite(options))
    ;(inTest ? ofTest : ofHook).push(site)
    return site
  }
}

function closedOnce(site: Site): Site {
  let closed: Promise<void> | null = null
  return { ...site, close: () => (closed ??= site.close()) }
}

async function closeAll(sites: Site[]): Promise<void> {
  await Promise.all(sites.splice(0).map((site) => site.close()))
}

/** A site that can be named before it runs. */
class SiteHandle implements Site {
  running: Site | null = null

  get #site(): Site {
    if (this.running === null) throw new Error('the site runs in tests and hooks only')
    return this.running
  }

  get url(): string {
    return this.#site.url
  }

  get databaseUrl(): string {
    return this.#site.databaseUrl
  }

  get store(): Site['store'] {
    return this.#site.store
  }

  get rows(): Site['rows'] {
    return this.#site.rows
  }

  get setupUrl(): Site['setupUrl'] {
    return this.#site.setupUrl
  }
  get hasDemo(): Site['hasDemo'] {
    return this.#site.hasDemo
  }

  get providerTokens(): Site['providerTokens'] {
    return this.#site.providerTokens
  }

  get statements(): string[] {
    return this.#site.statements
  }

  get traced(): string[] {
    return this.#site.traced
  }

  get logged(): string[] {
    return this.#site.logged
  }

  visitor(): ReturnType<Site['visitor']> {
    return this.#site.visitor()
  }

  counts(): ReturnType<Site['counts']> {
    return this.#site.counts()
  }

  on: Site['on'] = (...listener) => this.#site.on(...listener)

  reload(...settings: Parameters<Site['reload']>): ReturnType<Site['reload']> {
    return this.#site.reload(...settings)
  }

  close(): Promise<void> {
    return this.#site.close()
  }
}
