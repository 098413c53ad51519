import type { Middleware } from 'koa'
import type Router from 'koa-router'
import { DEMO_PATH } from '../demo/demo.js'
import { MARKS_PATH } from '../backends/marks/marks.js'
import { oauthMetadataPath } from '../middleware/oauth-metadata.js'
import { PROBE_PATH } from '../middleware/proxy-probe.js'
import { WELL_KNOWN_PATHS } from '../middleware/static.js'
import type { Assets } from '../pages/render.js'
import type { SitePolicy } from '../pipeline/facts.js'
import type { Settings } from '../settings/settings.js'
import { redirect, type Services } from './services.js'

/** Where the site is, and which of its pages and parts are there. */
export function toSite(settings: Settings): Omit<Services['site'], keyof SitePolicy> {
  const {
    origin,
    basePath,
    allowedRedirectOrigins: allowedOrigins,
    pages,
    without,
    isEmbedded,
    profileEditing,
    loginStart,
    loginButtons,
    signInMails,
  } = settings
  const home = settings.home ?? pages.account
  return {
    origin,
    basePath,
    allowedOrigins,
    home,
    pages,
    without,
    isEmbedded,
    profileEditing,
    loginStart,
    loginButtons,
    signInMails,
  }
}

/**
 * Leads from our pages that are not there to those that the program has itself. Where both have the same address, the program
 * answers. A sign-in that a provider's portal starts at /login is not a page.
 */
export function ownPageRoutes(router: Router, { site: { pages } }: Services): void {
  for (const [path, page] of [
    ['/login', pages.login],
    ['/account', pages.account],
  ] as const) {
    if (page === null) continue
    router.get(path, async (ctx, next) => {
      if (new URLSearchParams(ctx.querystring).has('iss')) await next()
      else redirect(ctx, ctx.querystring === '' ? page : `${page}?${ctx.querystring}`)
    })
  }
}

/**
 * Creates the function that says whether a request belongs to the site, where a program has the site in its own server. All
 * others are the program's, also below the base path.
 */
export function createPathCheck(
  { basePath, pages, without }: Pick<Settings, 'basePath' | 'pages' | 'without'>,
  site: { readonly router: Router; readonly assets: Assets; readonly hasDemo: boolean },
): (method: string, path: string) => boolean {
  const isOwnPage = (method: string, path: string) =>
    /^(?:GET|HEAD)$/.test(method) && Object.values(pages).includes(path)
  const isServed = (path: string) =>
    hasRoute(site.router, basePath + path) ||
    hasRoute(site.router, basePath + path.replace(/\/$/, '')) ||
    path === PROBE_PATH ||
    site.assets.get(path) !== undefined ||
    path.startsWith(MARKS_PATH) ||
    // At the root, the icons and the manifest are those of the program.
    (basePath !== '' && WELL_KNOWN_PATHS.some((each) => each === path)) ||
    (site.hasDemo && path.startsWith(`${DEMO_PATH}/`))
  return (method, path) => {
    if (path === oauthMetadataPath(basePath)) return !without.has('devices')
    if (path === basePath && basePath !== '') return !isOwnPage(method, path)
    return (
      path.startsWith(`${basePath}/`) && !isOwnPage(method, path) && isServed(path.slice(basePath.length))
    )
  }
}

/**
 * Redirects a page's address with a slash at its end to the page: people write one, and so do links of sites that had
 * python-social-auth before. The base path alone gets the slash that its page has. It comes after the router, so a path that
 * has a route with a slash keeps it.
 */
export function redirectTrailingSlash(router: Router, basePath: string): Middleware {
  return async (ctx, next) => {
    await next()
    const isUnanswered = ctx.status === 404 && ctx.body === undefined && /^(?:GET|HEAD)$/.test(ctx.method)
    if (!isUnanswered) return
    const path = correctSlash(ctx.path, basePath)
    // Programs and proxies get the error at once, because they have a wrong address.
    if (path === null || /^\/(?:api|forward-auth)(?:\/|$)/.test(path.slice(basePath.length))) return
    if (hasRoute(router, path)) redirect(ctx, path + ctx.search)
  }
}

/** The address of a page, for one with a slash too many and for the base path, which lacks one; null for any other. */
function correctSlash(path: string, basePath: string): string | null {
  if (path === basePath) return `${basePath}/`
  return path.endsWith('/') ? path.slice(0, -1) : null
}

/** Whether a route answers requests to this path, whatever their method. */
function hasRoute(router: Router, path: string): boolean {
  // The layers without methods are middleware of all routes.
  return router.stack.some((layer) => layer.methods.length > 0 && layer.match(path))
}
