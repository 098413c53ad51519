import type Router from 'koa-router'
import type { Parts } from '../../parts.js'
import { providerActRoutes } from './acts.js'
import { addProviderRoutes } from './add.js'
import { editProviderRoutes } from './edit.js'
import { listProvidersRoutes } from './list.js'
import { showProviderRoutes } from './show.js'
import { testLoginRoutes } from './test-login.js'

/** The pages for providers. */
export function providerRoutes(router: Router, parts: Parts): void {
  listProvidersRoutes(router, parts)
  // Before the pages of single providers: "new" is no name of one.
  addProviderRoutes(router, parts)
  showProviderRoutes(router, parts)
  editProviderRoutes(router, parts)
  providerActRoutes(router, parts)
  testLoginRoutes(router, parts)
}
