import type { DatabaseKind } from './database.js'
import { type Op, type Provider, startProvider } from './provider/index.js'
import { backendAt, type Site, type SiteOptions, startSite } from './site.js'
import type { Answer, Visitor } from './visitor.js'

/** What a site needs so that `signInAsAdmin` works on it: a trusted backend `staff`, and an address. */
export function administered(staff: Op, options: SiteOptions): SiteOptions {
  return {
    ...options,
    backends: { ...options.backends, staff: backendAt(staff, { label: 'Staff', trustEmail: true }) },
    env: {
      ALLOW_INSECURE_ISSUERS: 'true',
      ADMIN_EMAILS: 'rita@staff.example,second@staff.example',
      ...options.env,
    },
  }
}

/** A site with a signed-in administrator, and a provider `acme` that is not set up there yet. */
export interface AdministeredSite {
  readonly provider: Provider
  readonly staff: Op
  readonly acme: Op
  readonly site: Site
  readonly rita: Administrator
  readonly close: () => Promise<void>
}

export async function startAdministered(database: DatabaseKind): Promise<AdministeredSite> {
  const provider = await startProvider()
  const [staff, acme] = [provider.alias('staff'), provider.alias('acme')]
  const site = await startSite(administered(staff, { database }))
  const rita = await signInAsAdmin(site, staff)
  const close = async () => {
    await site.close()
    await provider.close()
  }
  return { provider, staff, acme, site, rita, close }
}

/** A browser in which an administrator has just signed in. */
export async function signInAsAdmin(site: Site, staff: Op, name = 'rita'): Promise<Administrator> {
  staff.person({ sub: name, email: `${name}@staff.example`, email_verified: true, preferred_username: name })
  const visitor = site.visitor()
  const page = await visitor.signIn('staff')
  if (page.status !== 200) throw new Error(`no administrator: ${page.status} ${page.body}`)
  return new Administrator(visitor)
}

type Fields = Readonly<Record<string, string>>

/** An administrator at the pages for providers. */
export class Administrator {
  readonly visitor: Visitor

  constructor(visitor: Visitor) {
    this.visitor = visitor
  }

  /** Sends a form with the proof of this session. */
  async send(path: string, fields: Fields): Promise<Answer> {
    return this.visitor.ask(path, { form: { _csrf: await this.visitor.csrf(), ...fields } })
  }

  /** Adds a provider as the form does; `fields` over what fits the scripted provider. */
  add(name: string, op: Op, fields: Fields = {}): Promise<Answer> {
    const { issuer, clientId, clientSecret } = op
    return this.send('/admin/providers', { name, issuer, clientId, clientSecret, ...fields })
  }

  /** Presses a button on the page of a provider, as it stands there now. */
  async act(name: string, what: string, fields: Fields = {}): Promise<Answer> {
    const { body } = await this.visitor.ask(`/admin/providers/${name}`)
    const revision = /name="revision" value="(\d+)"/.exec(body)?.[1] ?? ''
    const version = /Version (\d+)/.exec(body)?.[1] ?? ''
    // The page that asks before a provider is deleted wants its name.
    const confirmation = what === 'delete' ? { confirmation: name } : {}
    return this.send(`/admin/providers/${name}/${what}`, { revision, version, ...confirmation, ...fields })
  }

  /** Adds, tests and enables a provider. */
  async bringIntoUse(name: string, op: Op, fields: Fields = {}): Promise<void> {
    const added = await this.add(name, op, fields)
    if (added.status !== 303) throw new Error(`not added: ${added.status} ${added.body}`)
    await this.test(name)
    const enabled = await this.act(name, 'enable')
    if (enabled.status !== 303) throw new Error(`not enabled: ${enabled.status} ${enabled.body}`)
  }

  /** Makes the test sign-in of the newest version; ends on the page of the provider. */
  async test(name: string): Promise<Answer> {
    const start = await this.act(name, 'test')
    if (start.location === null) throw new Error(`no test: ${start.status} ${start.body}`)
    return this.visitor.open(start.location)
  }
}
