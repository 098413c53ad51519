import type { Answer } from '../../support/visitor.js'
import type { PageState } from './page.js'
import { type Language, PASSWORD, speaking, type Stage } from './stage.js'

/** A page of the site that has just been started for the first time. */
function newSite(path: string): PageState['open'] {
  return async (stage, language) => (await speaking(stage.newSite.visitor(), language)).open(path)
}

async function setUp({ newSite: site }: Stage, language: Language): Promise<Answer> {
  const visitor = await speaking(site.visitor(), language)
  return visitor.open(site.setupUrl ?? '/setup')
}

/** The first page of the administrator whom the setup link has made. */
async function newOverview(stage: Stage, language: Language): Promise<Answer> {
  const { newSite } = stage
  const visitor = newSite.visitor()
  const known = stage.newAdministrator
  if (known === null) {
    await visitor.open(newSite.setupUrl ?? '/setup')
    const page = await visitor.open('/setup', {
      form: { username: 'ada', name: 'Ada Lovelace', password: PASSWORD, repeated: PASSWORD },
    })
    if (!page.url.includes('/admin/'))
      throw new Error(`no administrator: ${page.status} ${page.url} ${page.body}`)
    stage.newAdministrator = visitor
  }
  return (await speaking((stage.newAdministrator ?? visitor).clone(), language)).open('/admin')
}

/** The pages of a new site. Each is as the one before has left it. */
export const NEW_SITE_PAGES: readonly PageState[] = [
  { name: 'login-set-up', view: 'login', open: newSite('/login') },
  { name: 'setup', view: 'setup', open: setUp },
  { name: 'admin-overview-new', view: 'admin/overview', open: newOverview },
]
