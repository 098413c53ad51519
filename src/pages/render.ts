import { join } from 'node:path'
import nunjucks from 'nunjucks'
import { formatDuration } from '../audit/trace.js'
import type { AdminPages } from './admin-pages.js'
import type { AdminProviderPages } from './admin-provider-pages.js'
import { type Assets, loadAssets } from './assets.js'
import type { ContinuePages } from './continue-pages.js'
import type { DemoPages } from './demo-pages.js'
import { appUrl, formatDateTime, initial, linkUrl, loginUrl, pictureUrl, toPlainText } from './format.js'
import { loadIcons } from './icons.js'
import type {
  AccountPage,
  DevicePages,
  ErrorPage,
  HomePage,
  LivePages,
  LoggedOutPage,
  LoginPage,
  SilentEndPage,
} from './pages.js'
import type { EmailCodePages, PasswordPage } from './password-pages.js'

export type { Asset, Assets } from './assets.js'
export type * from './admin-pages.js'
export type * from './continue-pages.js'
export type * from './admin-provider-pages.js'
export type * from './password-pages.js'
export type * from './pages.js'

/** Every page of the site, by name, with exactly the data it shows. */
export type Page =
  | AdminPages
  | AdminProviderPages
  | ContinuePages
  | DemoPages
  | DevicePages
  | EmailCodePages
  | HomePage
  | LoginPage
  | AccountPage
  | PasswordPage
  | LivePages
  | LoggedOutPage
  | ErrorPage
  | SilentEndPage

/** All that the site looks like. */
export interface Views {
  /** A whole HTML document. It needs no inline style or script, and pictures only from https. */
  render(page: Page): string
  readonly assets: Assets
}

/** Where the templates are and how they are used. */
export interface ViewsOptions {
  /** The folder that holds `views/` and `public/`. */
  readonly folder: string
  /** What stands before every path of ours: empty, or such as `/auth`, without a slash at its end. */
  readonly basePath: string
  /** Outside production a value that a template misses is an error, in production it is left out. */
  readonly production: boolean
}

/** A record, so that the compiler asks for a new page here. */
const PAGES: Readonly<Record<Page['name'], true>> = {
  'admin/overview': true,
  'admin/users': true,
  'admin/user': true,
  'admin/sign-ins': true,
  'admin/trace': true,
  'admin/events': true,
  'admin/providers': true,
  'admin/provider-new': true,
  'admin/provider-form': true,
  'admin/provider': true,
  home: true,
  login: true,
  account: true,
  password: true,
  register: true,
  'register-confirm': true,
  forgot: true,
  reset: true,
  email: true,
  'email-confirm': true,
  live: true,
  'live-done': true,
  'silent-end': true,
  'logged-out': true,
  error: true,
  'continue-email': true,
  'continue-code': true,
  'continue-terms': true,
  'continue-confirmation': true,
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

/**
 * Reads all static files, and in production compiles all templates, so that a fault in them shows at start and no visitor
 * waits for it. Elsewhere a template is compiled when its page is first shown: starting often should be quick.
 * Every value is escaped; addresses come only from the functions below, and no template marks anything as safe.
 */
export function createViews({ folder, basePath, production }: ViewsOptions): Views {
  const assets = loadAssets(join(folder, 'public'))
  const environment = new nunjucks.Environment(new nunjucks.FileSystemLoader(join(folder, 'views')), {
    autoescape: true,
    throwOnUndefined: !production,
    trimBlocks: true,
    lstripBlocks: true,
  })
  environment
    .addGlobal('asset', (fileName: string) => basePath + assets.path(fileName))
    .addGlobal('url', (...segments: string[]) => appUrl(basePath, segments))
    .addGlobal('loginUrl', (backend: string, next: string) => loginUrl(basePath, backend, next))
    .addGlobal('icon', loadIcons())
    .addFilter('link', linkUrl)
    .addFilter('picture', pictureUrl)
    .addFilter('plain', toPlainText)
    .addFilter('initial', initial)
    .addFilter('moment', formatDateTime)
    .addFilter('duration', formatDuration)
    .addFilter('iso', (moment: Date) => moment.toISOString())
  if (production) for (const name of Object.keys(PAGES)) environment.getTemplate(`${name}.njk`, true)
  return {
    assets,
    render: (page) => environment.render(`${page.name}.njk`, { page }),
  }
}
