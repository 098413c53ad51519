import type { Middleware } from 'koa'
import { OAUTH_PATHS } from './oauth-errors.js'

/** The grant type of devices (RFC 8628 section 3.4). */
export const DEVICE_GRANT_TYPE = 'urn:ietf:params:oauth:grant-type:device_code'

/**
 * Tells OAuth libraries where the device grant is (RFC 8414). A path of BASE_URL stands at the end of the well-known
 * address (section 3.1), so this is not among the routes, which are below it.
 */
export function oauthMetadata({
  baseUrl,
  basePath,
}: {
  readonly baseUrl: string
  readonly basePath: string
}): Middleware {
  const path = `/.well-known/oauth-authorization-server${basePath}`
  const metadata = {
    issuer: baseUrl,
    device_authorization_endpoint: baseUrl + OAUTH_PATHS.deviceCode,
    token_endpoint: baseUrl + OAUTH_PATHS.deviceToken,
    token_endpoint_auth_methods_supported: ['none'],
    grant_types_supported: [DEVICE_GRANT_TYPE],
    response_types_supported: [],
  }
  return async (ctx, next) => {
    if (ctx.path !== path || (ctx.method !== 'GET' && ctx.method !== 'HEAD')) {
      await next()
      return
    }
    ctx.set('Cache-Control', 'public, max-age=3600')
    ctx.body = metadata
  }
}
