import type Router from 'koa-router'
import { hasNameSyntax } from '../backends/definition/validators.js'
import { type ErrorCode, PortcullisError } from '../errors.js'

interface PathParamRule {
  readonly isValid: (value: string) => boolean
  /** The error for a value of another form: the same as for a value that the database does not have. */
  readonly code: ErrorCode
}

/**
 * Parameters of paths with which handlers query the database. Postgres fails on some text, such as U+0000, and an index
 * on very long text, so a value of another form never gets there. The other parameters (`:id`, `:session`, `:partial`,
 * `:handle`, `:code`, `:reference`) have forms of their own, which their handlers parse.
 */
const PATH_PARAM_RULES: Readonly<Record<string, PathParamRule>> = {
  backend: { isValid: hasNameSyntax, code: 'unknown_backend' },
  provider: { isValid: hasNameSyntax, code: 'not_found' },
  account: { isValid: (value) => /^[\w-]{1,64}$/.test(value), code: 'unknown_account' },
}

/** Rejects requests with malformed path parameters, before the handler of any route of `router` runs. */
export function validatePathParams(router: Router): void {
  for (const [name, { isValid, code }] of Object.entries(PATH_PARAM_RULES)) {
    router.param(name, (value, _ctx, next) => {
      if (isValid(value)) return next()
      throw new PortcullisError(code, { detail: `the path has no valid ${name}` })
    })
  }
}
