import { canSendMail, type MailSettings } from '../mail/queue.js'
import { mailProblems, proxyProblems } from './definition/definition.js'
import { type ParsedDefinitions, parseDefinitions } from './definition/parse.js'
import { emailLoginProblems } from './email/backend.js'
import type { Mark } from './marks/mark.js'
import { readMarkFiles } from './marks/marks.js'

/** What the settings say about backends. */
export interface StaticDefinitionSettings extends MailSettings {
  readonly rawBackends: Readonly<Record<string, unknown>>
  readonly allowInsecureIssuers: boolean
  readonly emailLogin: boolean
  readonly trustProxy: readonly string[]
}

/**
 * Parses the backends of the settings, and finds everything that keeps a server from starting with them: the start, a reload
 * and the doctor must agree on that.
 */
export function parseStaticDefinitions(
  settings: StaticDefinitionSettings,
): Omit<ParsedDefinitions, 'issues'> & { readonly marks: ReadonlyMap<string, Mark> } {
  const { rawBackends, allowInsecureIssuers, emailLogin } = settings
  const { definitions, errors } = parseDefinitions(rawBackends, { allowInsecureIssuers })
  const mail = { canSendMail: canSendMail(settings) }
  const { marks, errors: markErrors } = readMarkFiles(definitions)
  errors.push(
    ...mailProblems(definitions, mail),
    ...proxyProblems(definitions, settings),
    ...(emailLogin ? emailLoginProblems(rawBackends, mail) : []),
    ...markErrors,
  )
  return { definitions, errors, marks }
}
