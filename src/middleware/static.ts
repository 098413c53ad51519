import type { Context, Middleware } from 'koa'
import type { Views } from '../pages/render.js'

/**
 * Serves the files of public/ from memory, under names that contain a hash of their content, and those that are looked for
 * under fixed names.
 */
export function staticFiles(deps: WellKnownDeps): Middleware {
  const { basePath } = deps
  const { assets } = deps.views
  const findWellKnown = wellKnownFiles(deps)
  return (ctx, next) => {
    const isRead = ctx.method === 'GET' || ctx.method === 'HEAD'
    const path = ctx.path.startsWith(`${basePath}/`) ? ctx.path.slice(basePath.length) : ''
    const sendWellKnown = isRead ? findWellKnown(ctx.path) : null
    const asset = isRead ? assets.get(path) : null
    if (sendWellKnown !== null) sendWellKnown(ctx)
    else if (asset) {
      ctx.set('Cache-Control', 'public, max-age=31536000, immutable')
      ctx.etag = asset.etag
      ctx.type = asset.type
      ctx.status = 200
      if (ctx.fresh) ctx.status = 304
      else ctx.body = asset.body
    } else return next()
    return undefined
  }
}

/** How long security.txt counts, from the day on which it is read. RFC 9116 section 2.5.5 recommends less than a year. */
const SECURITY_TXT_TTL_MS = 180 * 24 * 3600_000
const DAY_MS = 24 * 3600_000

/** The paths of these files, below the base path. */
export const WELL_KNOWN_PATHS = [
  '/favicon.ico',
  '/apple-touch-icon.png',
  '/manifest.webmanifest',
  '/.well-known/change-password',
  '/.well-known/security.txt',
] as const

type WellKnownPath = (typeof WELL_KNOWN_PATHS)[number]

export interface WellKnownDeps {
  readonly views: Pick<Views, 'assets' | 'siteName' | 'pageColor'>
  readonly baseUrl: string
  readonly basePath: string
  /** A mailto: or https: URI (SECURITY_CONTACT); null without one. */
  readonly securityContact: string | null
  readonly clock: () => Date
}

/**
 * The files that browsers and programs look for under fixed names: icons, the web app manifest, the page where a password is
 * changed (W3C "A Well-Known URL for Changing Passwords") and security.txt (RFC 9116). If BASE_URL has a path, each is there
 * and at the root, as far as the proxy passes the root on.
 */
function wellKnownFiles(deps: WellKnownDeps): (path: string) => ((ctx: Context) => void) | null {
  const { basePath, securityContact } = deps
  const { assets } = deps.views
  const icon = (fileName: string) => (ctx: Context) => {
    const asset = assets.get(assets.path(fileName))
    ctx.set('Cache-Control', 'public, max-age=86400')
    ctx.type = asset?.type ?? ''
    ctx.body = asset?.body
  }
  const manifest = JSON.stringify(buildManifest(deps))
  const files: Readonly<Record<WellKnownPath, ((ctx: Context) => void) | null>> = {
    '/favicon.ico': icon('favicon.ico'),
    '/apple-touch-icon.png': icon('apple-touch-icon.png'),
    '/manifest.webmanifest': (ctx) => {
      ctx.set('Cache-Control', 'public, max-age=3600')
      ctx.type = 'application/manifest+json'
      ctx.body = manifest
    },
    '/.well-known/change-password': (ctx) => {
      ctx.redirect(`${basePath}/account/password`)
      ctx.set('Cache-Control', 'no-store')
    },
    '/.well-known/security.txt': securityContact === null ? null : securityTxt(securityContact, deps),
  }
  const byPath = new Map(
    WELL_KNOWN_PATHS.flatMap((path) => [path, basePath + path].map((each) => [each, files[path]] as const)),
  )
  return (path) => byPath.get(path) ?? null
}

function securityTxt(
  contact: string,
  { baseUrl, clock }: Pick<WellKnownDeps, 'baseUrl' | 'clock'>,
): (ctx: Context) => void {
  return (ctx) => {
    const today = Math.floor(clock().getTime() / DAY_MS) * DAY_MS
    const expires = new Date(today + SECURITY_TXT_TTL_MS).toISOString()
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.type = 'text/plain; charset=utf-8'
    ctx.body = `Contact: ${contact}\nExpires: ${expires}\nCanonical: ${baseUrl}/.well-known/security.txt\n`
  }
}

function buildManifest({ views: { assets, siteName, pageColor }, basePath }: WellKnownDeps): unknown {
  const icons = ['192', '512'].map((size) => ({
    src: basePath + assets.path(`icon-${size}.png`),
    sizes: `${size}x${size}`,
    type: 'image/png',
  }))
  return {
    name: siteName,
    short_name: siteName,
    start_url: `${basePath}/account`,
    scope: `${basePath}/`,
    display: 'browser',
    background_color: pageColor,
    theme_color: pageColor,
    icons,
  }
}
