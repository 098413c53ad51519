import type { AccountPages } from './account-pages.js'
import type { AdminDoctorPage, AdminOverviewPage } from './admin-overview-page.js'
import type { AdminActivityPages, AdminMailPages, AdminSessionsPage } from './admin-pages.js'
import type { AdminProviderPages } from './admin-provider-pages.js'
import type { AdminUsersPages } from './admin-user-pages.js'
import type { ContinuePages } from './continue-pages.js'
import type { DemoPages } from './demo-pages.js'
import type { DevicePages, ErrorPage, LivePages, LoggedOutPage, LoginPage, SilentEndPage } from './pages.js'
import type { EmailCodePages, PasswordPage } from './password-pages.js'
import type { InvitationPage, SetupPage } from './setup-pages.js'

/** Every page of the site, by name, with exactly the data it shows. */
export type Page =
  | AdminOverviewPage
  | AdminDoctorPage
  | AdminUsersPages
  | AdminSessionsPage
  | AdminMailPages
  | AdminActivityPages
  | AdminProviderPages
  | ContinuePages
  | DemoPages
  | DevicePages
  | EmailCodePages
  | LoginPage
  | AccountPages
  | PasswordPage
  | LivePages
  | LoggedOutPage
  | ErrorPage
  | SilentEndPage
  | SetupPage
  | InvitationPage

/** A record, so that the compiler reports a new page that is missing here. */
export const PAGES: Readonly<Record<Page['name'], true>> = {
  'admin/overview': true,
  'admin/users': true,
  'admin/user': true,
  'admin/question': true,
  'admin/user-new': true,
  'admin/user-edit': true,
  'admin/user-link': true,
  'admin/user-merge': true,
  'admin/sign-ins': true,
  'admin/sessions': true,
  'admin/trace': true,
  'admin/events': true,
  'admin/webhooks': true,
  'admin/mails': true,
  'admin/mail': true,
  'admin/settings': true,
  'admin/doctor': true,
  'admin/providers': true,
  'admin/provider-configured': true,
  'admin/provider-new': true,
  'admin/provider-form': true,
  'admin/provider': true,
  setup: true,
  invitation: true,
  login: true,
  account: true,
  'account-delete': true,
  'account-profile': true,
  'account-question': true,
  password: true,
  register: true,
  'register-confirm': true,
  forgot: true,
  reset: true,
  email: true,
  'email-confirm': true,
  'email-login': true,
  'email-login-code': true,
  'email-login-link': true,
  live: true,
  'live-done': true,
  'silent-end': true,
  'logged-out': true,
  error: true,
  'continue-email': true,
  'continue-code': true,
  'continue-terms': true,
  'continue-confirmation': true,
  'continue-form': true,
  'continue-proof': true,
  'continue-connect': true,
  'continue-email-link': true,
  'continue-discarded': true,
  'account-picker': true,
  'demo-logout': true,
  device: true,
  'device-confirm': true,
  'device-decided': true,
}
