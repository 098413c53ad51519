import type { Middleware } from 'koa'
import { OAUTH_PATHS } from './oauth-errors.js'

/** The grant type of the device flow (RFC 8628 section 3.4). */
export const DEVICE_GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code'

/**
 * Publishes the endpoints of the device grant for OAuth libraries (RFC 8414). The path of BASE_URL comes after the
 * well-known path (section 3.1), so this is not one of the routes, which are all below the base path.
 */
export function oauthMetadata({
  baseUrl,
  basePath,
}: {
  readonly baseUrl: string
  readonly basePath: string
}): Middleware {
  const path = oauthMetadataPath(basePath)
  const metadata = {
    issuer: baseUrl,
    device_authorization_endpoint: baseUrl + OAUTH_PATHS.deviceCode,
    token_endpoint: baseUrl + OAUTH_PATHS.deviceToken,
    token_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: [DEVICE_GRANT_TYPE],
    response_types_supported: [],
  }
  return (ctx, next) => {
    if (ctx.path !== path || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) return next()
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.body = metadata
    return undefined
  }
}

/** Where RFC 8414 section 3.1 has the document: the only path of ours that is not below the base path. */
export function oauthMetadataPath(basePath: string): string {
  return `/.well-known/oauth-authorization-server${basePath}`
}
