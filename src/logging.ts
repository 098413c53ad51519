import { type Bindings, type ChildLoggerOptions, type DestinationStream, type Logger, pino } from 'pino'
import { currentTraceIds } from './telemetry.js'
import { createLogStream } from './log-stream.js'

/** Fields that must not reach a log, should an object that has them ever be logged whole. */
const REDACTED_FIELDS: ReadonlySet<string> = new Set([
  // What the browser and the provider send us: callback parameters, headers, form fields.
  'code',
  'state',
  'nonce',
  'authorization',
  'cookie',
  'csrf',
  'password',
  'proof',
  // Tokens, under our names and under those of the wire.
  'token',
  'accessToken',
  'refreshToken',
  'idToken',
  'access_token',
  'refresh_token',
  'id_token',
  // PKCE: `verifier` is the column, the others are the attempt's and the wire's name.
  'verifier',
  'codeVerifier',
  'code_verifier',
  'userCode',
  'deviceCode',
  'user_code',
  'device_code',
  // Settings.
  'clientSecret',
  'client_secret',
  'clientKey',
  'pem',
  'secret',
  'sessionKeys',
  'encryptionKeys',
  'smtpUrl',
])
/** How deep in an object these fields are looked for. */
const REDACTED_DEPTH = 3

const MAX_MESSAGE_LENGTH = 500

/**
 * Creates the log, which writes JSON to its destination, by default to standard output (see `createLogStream`). Of an error it writes
 * the type, message, code, stack and causes only, and of an error of a parser no message, since it quotes what was
 * parsed.
 */
export function createLogger(
  options: { readonly production: boolean; readonly level: string },
  destination: DestinationStream = createLogStream(options),
): Logger {
  const settings = {
    level: options.level,
    formatters: { log: (fields: Record<string, unknown>) => redactFields(fields) },
    serializers: { err: describeError },
    mixin: currentTraceIds,
  }
  return redactBindings(pino(settings, destination))
}

// pino formats the fields of each line, but not those that a child logger adds to all of its lines. Children inherit
// this method.
function redactBindings(log: Logger): Logger {
  const createChild: (bindings: Bindings, options?: ChildLoggerOptions) => Logger = Reflect.get(log, 'child')
  const child = function (this: Logger, bindings: Bindings, options?: ChildLoggerOptions): Logger {
    return createChild.call(this, redactFields(bindings), options)
  }
  return Object.assign(log, { child })
}

// pino's own option for this takes longer than everything else that is done for a line. Few lines have such a field, so this
// function looks at each field once, and copies a line only if it has one.
function redactFields<T extends object>(fields: T, depth = REDACTED_DEPTH): T {
  let copy: object | null = null
  for (const name of Object.keys(fields)) {
    const value: unknown = Reflect.get(fields, name)
    const redacted = redactValue(name, value, depth)
    if (redacted === value) continue
    copy ??= Array.isArray(fields) ? [...fields] : { ...fields }
    Reflect.set(copy, name, redacted)
  }
  return (copy ?? fields) as T
}

function redactValue(name: string, value: unknown, depth: number): unknown {
  if (REDACTED_FIELDS.has(name)) return value === undefined ? value : '[secret]'
  // `describeError` decides what is written of an error. Its `code` says what went wrong, and is not an authorization code.
  if (depth === 1 || typeof value !== 'object' || value === null || name === 'err') return value
  return redactFields(value, depth - 1)
}

// Only these properties are written, because libraries attach responses, bodies and parameters to their errors, with tokens in
// them.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error === undefined ? undefined : typeof error
  const type = error.name
  const message = isParserError(error) ? {} : { message: error.message.slice(0, MAX_MESSAGE_LENGTH) }
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  const header = message.message ? `${type}: ${message.message}` : type
  return { type, ...message, ...code, stack: header + stackFrames(error), ...cause }
}

// Parsers quote what they could not read, and that may be the body of a request with a password. The name is compared,
// too: errors of other realms (node:vm) are not instances of our `SyntaxError`.
function isParserError(error: Error): boolean {
  return error instanceof SyntaxError || error.name === 'SyntaxError'
}

// A stack starts with the whole message, of which only a part may be logged, if any.
function stackFrames({ stack, message }: Error): string {
  const start = stack?.indexOf(message) ?? -1
  if (stack === undefined || start < 0) return ''
  const afterMessage = stack.slice(start + message.length)
  return afterMessage.slice(Math.max(0, afterMessage.search(/\n {4}at /)))
}
