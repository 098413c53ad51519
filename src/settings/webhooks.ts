import { z } from 'zod'
import { EVENT_TYPES, type WebhookSettings } from '../event-map.js'
import { parseJson } from '../parse-json.js'
import { closestMatch } from '../suggest.js'
import type { Environment } from './environment.js'

const MAX_WEBHOOKS = 20
/** Standard Webhooks: a key has 24 to 64 bytes. */
const MIN_SECRET_BYTES = 24
const MAX_SECRET_BYTES = 64
const SECRET_PREFIX = 'whsec_'
const SECRET_FIX = `Write ${SECRET_PREFIX} and ${MIN_SECRET_BYTES} to ${MAX_SECRET_BYTES} random bytes in base64, as "echo ${SECRET_PREFIX}$(openssl rand -base64 32)" prints them`

const WebhookInputSchema = z.strictObject({
  url: z.string(),
  secret: z.union([z.string(), z.array(z.string())]),
  events: z.array(z.string()).optional(),
})
type WebhookInput = z.infer<typeof WebhookInputSchema>

/** Adds the error `${setting} ${problem}. ${fix}.` It must not contain a secret. */
type AddError = (setting: string, problem: string, fix: string) => void

/**
 * Reads webhooks from values of the environment or of a configuration.
 * @param setting what the values are called, for errors, which do not contain URLs or secrets
 * @param allowInsecure whether http is allowed, for development
 */
function parseWebhooks(
  setting: string,
  value: unknown,
  allowInsecure: boolean,
  addError: AddError,
): readonly WebhookSettings[] {
  const result = z.array(WebhookInputSchema).max(MAX_WEBHOOKS).safeParse(value)
  if (!result.success) {
    const [issue] = result.error.issues
    const where = typeof issue?.path[0] === 'number' ? `${setting} (entry ${issue.path[0] + 1})` : setting
    addError(
      where,
      'is not a list of webhooks',
      `Write at most ${MAX_WEBHOOKS} objects with url, secret and, if not all events are wanted, events`,
    )
    return []
  }
  const urls = new Set<string>()
  return result.data.flatMap((input, index) => {
    const where = result.data.length === 1 ? setting : `${setting} (entry ${index + 1})`
    const webhook = parseWebhook(where, input, allowInsecure, addError)
    if (webhook === null) return []
    if (urls.has(webhook.url))
      addError(where, 'has the URL of another one', 'Name the events of both in one of them')
    urls.add(webhook.url)
    return [webhook]
  })
}

function parseWebhook(
  where: string,
  { url, secret, events = [...EVENT_TYPES] }: WebhookInput,
  allowInsecure: boolean,
  addError: AddError,
): WebhookSettings | null {
  const problems: Parameters<AddError>[] = []
  const fail: AddError = (...problem) => {
    problems.push(problem)
  }
  const target = URL.canParse(url) ? new URL(url) : null
  const isAllowed = target?.protocol === 'https:' || (target?.protocol === 'http:' && allowInsecure)
  if (target === null || !isAllowed || target.username !== '' || target.password !== '')
    fail(where, 'has no https URL, or one with a user name', 'Write the URL of the receiver, with https')
  const secrets = (typeof secret === 'string' ? secret.split(/\s+/) : secret).filter((each) => each !== '')
  const keys = secrets.map(readSecret)
  if (keys.length === 0 || keys.length > 5 || keys.includes(null))
    fail(where, 'has a secret in another format, none, or more than five', SECRET_FIX)
  for (const name of events) {
    const known = EVENT_TYPES.find((type) => type === name)
    if (known !== undefined) continue
    const suggestion = closestMatch(name, EVENT_TYPES)
    const hint = suggestion === null ? '' : `Did you mean ${suggestion}? `
    fail(where, 'names an event that does not exist', `${hint}docs/events.md lists all events`)
  }
  const types = EVENT_TYPES.filter((type) => events.includes(type))
  if (types.length === 0) fail(where, 'wants no event', 'Name events, or leave them out for all')
  for (const problem of problems) addError(...problem)
  return problems.length === 0 && target !== null
    ? { url: target.href, secrets: keys.filter((key) => key !== null), events: types }
    : null
}

function readSecret(text: string): Uint8Array | null {
  const encoded = text.startsWith(SECRET_PREFIX) ? text.slice(SECRET_PREFIX.length) : ''
  const key = Buffer.from(encoded, 'base64')
  const isCanonical = key.toString('base64').replace(/=+$/, '') === encoded.replace(/=+$/, '')
  return isCanonical && key.length >= MIN_SECRET_BYTES && key.length <= MAX_SECRET_BYTES ? key : null
}

/** Reads WEBHOOKS, or WEBHOOK_URL with WEBHOOK_SECRET and WEBHOOK_EVENTS. */
export function readWebhooks(env: Environment, allowInsecure: boolean): readonly WebhookSettings[] {
  const addError: AddError = (...problem) => {
    env.addError(...problem)
  }
  const [list, url, secret] = [env.text('WEBHOOKS'), env.text('WEBHOOK_URL'), env.text('WEBHOOK_SECRET')]
  const events = env.text('WEBHOOK_EVENTS')
  // The environment takes precedence over a list of the configuration.
  if (list !== null && !(url !== null && env.configured.members.has('WEBHOOKS'))) {
    if (url !== null || secret !== null || events !== null)
      addError('WEBHOOK_URL', 'is set together with WEBHOOKS, or its secret or events are', 'Use one of both')
    return parseWebhooks('WEBHOOKS', parseJson(list), allowInsecure, addError)
  }
  if (url === null) {
    if (secret !== null || events !== null)
      addError('WEBHOOK_URL', 'is not set, but WEBHOOK_SECRET or WEBHOOK_EVENTS is', 'Set it to the receiver')
    return []
  }
  const names = events?.split(/[\s,]+/).filter((name) => name !== '')
  const input = { url, secret: secret ?? '', ...(names === undefined ? {} : { events: names }) }
  return parseWebhooks('WEBHOOK_URL', [input], allowInsecure, addError)
}
