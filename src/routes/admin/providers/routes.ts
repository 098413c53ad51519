import type Router from 'koa-router'
import type { Services } from '../../parts.js'
import { providerActionRoutes } from './acts.js'
import { addProviderRoutes } from './add.js'
import { editProviderRoutes } from './edit.js'
import { listProvidersRoutes } from './list.js'
import { showProviderRoutes } from './show.js'
import { testSignInRoutes } from './test-login.js'

/** The pages for providers. */
export function providerRoutes(router: Router, services: Services): void {
  listProvidersRoutes(router, services)
  // Before the pages of single providers: "new" is no name of one.
  addProviderRoutes(router, services)
  showProviderRoutes(router, services)
  editProviderRoutes(router, services)
  providerActionRoutes(router, services)
  testSignInRoutes(router, services)
}
