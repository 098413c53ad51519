import type { Context } from 'koa'

/** The pattern of the route that answered, such as `/login/:backend`; null where none did. It holds no foreign text. */
export function routePattern(ctx: Context): string | null {
  const route: unknown = ctx['_matchedRoute']
  return typeof route === 'string' ? route : null
}
