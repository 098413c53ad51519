import { type DestinationStream, type Logger, pino } from 'pino'
import { createLogStream } from './log-stream.js'

/** Fields that must not reach a log, should an object that has them ever be logged whole. */
const REDACTED_FIELDS = [
  // What the browser and the provider send us: callback parameters, headers, form fields.
  ...['code', 'state', 'nonce', 'authorization', 'cookie', 'csrf', 'password', 'proof'],
  // Tokens, under our names and under those of the wire.
  ...['token', 'accessToken', 'refreshToken', 'idToken', 'access_token', 'refresh_token', 'id_token'],
  // PKCE: `verifier` is the column, the others are the attempt's and the wire's name.
  ...['verifier', 'codeVerifier', 'code_verifier'],
  ...['userCode', 'deviceCode', 'user_code', 'device_code'],
  // Settings.
  ...[
    'clientSecret',
    'client_secret',
    'clientKey',
    'pem',
    'secret',
    'sessionKeys',
    'encryptionKeys',
    'smtpUrl',
  ],
]

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
  // Without `err.code`, which names it, pino would not tell `censorValue` that a field is inside `err`.
  const paths = ['err.code', ...REDACTED_FIELDS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])]
  const settings = {
    level: options.level,
    redact: { paths, censor: censorValue },
    serializers: { err: describeError },
  }
  return pino(settings, destination)
}

// `code` is an authorization code everywhere but in a described error, where it says what went wrong.
function censorValue(value: unknown, path: readonly string[]): unknown {
  return path[0] === 'err' && path.at(-1) === 'code' ? value : '[secret]'
}

// Only these properties, because libraries attach responses, bodies and parameters to their errors, with tokens in
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
// too: errors of other realms (node:vm) are no instances of our `SyntaxError`.
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
