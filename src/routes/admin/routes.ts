/*
 * The pages for administrators, below /admin. access.ts checks that the user is one, and for most actions that they have
 * authenticated recently; an action and its audit event are written in one transaction.
 *
 *   overview.ts       /admin: attention.ts (what needs attention), trends.ts (numbers), setup-steps.ts (a new site)
 *   providers/        /admin/providers: list, add, edit, show, test sign-in, enable and disable, picture; also those of the
 *                     settings (configured.ts). draft.ts reads the form, form-view.ts shows it, save.ts stores a version
 *   users.ts          /admin/users: user-list.ts, create-user.ts, edit-user.ts, merge-users.ts, user-actions.ts and
 *                     role-actions.ts; questions.ts asks before what cannot be undone
 *   sign-ins.ts       /admin/sign-ins: the list, and the trace of one
 *   sessions.ts       /admin/sessions
 *   audit-log.ts      /admin/events; event-pages.ts divides both lists of events into pages, export.ts makes files of them
 *   webhooks.ts       /admin/webhooks       mails.ts  /admin/mails
 *   settings.ts       /admin/settings       doctor.ts  /admin/doctor
 */
import type Router from 'koa-router'
import type { Services } from '../services.js'
import { redirectToLogin } from './access.js'
import { eventRoutes } from './audit-log.js'
import { doctorRoutes } from './doctor.js'
import { mailRoutes } from './mails.js'
import { overviewRoutes } from './overview.js'
import { providerActionRoutes } from './providers/actions.js'
import { addProviderRoutes } from './providers/add.js'
import { configuredProviderRoutes } from './providers/configured.js'
import { editProviderRoutes } from './providers/edit.js'
import { listProvidersRoutes } from './providers/list.js'
import { providerMarkRoutes } from './providers/mark.js'
import { showProviderRoutes } from './providers/show.js'
import { testSignInRoutes } from './providers/test-sign-in.js'
import { sessionListRoutes } from './sessions.js'
import { settingsRoutes } from './settings.js'
import { signInAuditRoutes } from './sign-ins.js'
import { userRoutes } from './users.js'
import { webhookRoutes } from './webhooks.js'

/** The pages for administrators. Each of them checks first that the user is one. */
export function adminRoutes(router: Router, services: Services): void {
  redirectToLogin(router, services)
  overviewRoutes(router, services)
  providerRoutes(router, services)
  userRoutes(router, services)
  signInAuditRoutes(router, services)
  sessionListRoutes(router, services)
  eventRoutes(router, services)
  webhookRoutes(router, services)
  mailRoutes(router, services)
  settingsRoutes(router, services)
  doctorRoutes(router, services)
}

/** The pages for providers. */
function providerRoutes(router: Router, services: Services): void {
  listProvidersRoutes(router, services)
  // Before the pages of single providers, because "new" is not the name of a provider.
  addProviderRoutes(router, services)
  // Before those of administrators, because the settings take precedence.
  configuredProviderRoutes(router, services)
  showProviderRoutes(router, services)
  editProviderRoutes(router, services)
  providerActionRoutes(router, services)
  providerMarkRoutes(router, services)
  testSignInRoutes(router, services)
}
