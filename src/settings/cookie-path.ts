import { z } from 'zod'
import type { BaseUrl } from './base-url.js'
import type { Environment } from './environment.js'

const PATH_SETTING = 'SESSION_COOKIE_PATH'

const pathSchema = z
  .string()
  .regex(/^\/(?:[\w.~-]+(?:\/[\w.~-]+)*\/?)?$/, {
    error:
      'is not a path that cookies can have. Write one such as / or /app, of letters, digits and - . _ ~.',
  })
  .transform((text) => text.replace(/\/$/, '') || '/')

/** Reads SESSION_COOKIE_PATH, without a slash at the end; it must contain all our pages. */
export function readCookiePath(env: Environment, base: BaseUrl): string {
  const path = env.read(PATH_SETTING, pathSchema, '/')
  if (path !== '/' && !`${base.basePath}/`.startsWith(`${path}/`)) {
    const problem = 'does not contain the path of BASE_URL, so our own pages would never see the cookie'
    env.addError(PATH_SETTING, problem, `Write ${base.basePath || '/'}, or remove it`)
  }
  return path
}
