import type Router from 'koa-router'
import { DEMO_PATH } from '../demo/demo.js'
import { oauthMetadataPath } from '../middleware/oauth-metadata.js'
import { PROBE_PATH } from '../middleware/proxy-probe.js'
import type { Assets } from '../pages/render.js'
import type { Settings } from '../settings/settings.js'
import { hasRoute } from './router.js'

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
    path === PROBE_PATH ||
    site.assets.get(path) !== undefined ||
    (site.hasDemo && path.startsWith(`${DEMO_PATH}/`))
  return (method, path) => {
    if (path === oauthMetadataPath(basePath)) return !without.has('devices')
    return (
      path.startsWith(`${basePath}/`) && !isOwnPage(method, path) && isServed(path.slice(basePath.length))
    )
  }
}
