import { type DestinationStream, type Logger, pino } from 'pino'

/** What must never reach a log, should an object that holds it ever be logged whole. */
const REDACTED_PATHS = [
  'code',
  'state',
  'nonce',
  'verifier',
  'codeVerifier',
  'token',
  'password',
  'clientSecret',
  'clientKey',
  'pem',
  'authorization',
  'cookie',
]

/** JSON logs in production or to a given destination, readable ones otherwise. Errors show their type, message, code and causes, no more. */
export function createLogger(
  options: { readonly production: boolean; readonly level: string },
  destination?: DestinationStream,
): Logger {
  const paths = REDACTED_PATHS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`])
  const settings = {
    level: options.level,
    redact: { paths, censor: '[secret]' },
    serializers: { err: describeError },
  }
  if (destination) return pino(settings, destination)
  if (options.production) return pino(settings)
  return pino({
    ...settings,
    transport: { target: 'pino-pretty', options: { ignore: 'pid,hostname', translateTime: 'HH:MM:ss' } },
  })
}

// Libraries attach responses, bodies and parameters to their errors, with tokens in them.
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return error === undefined ? undefined : typeof error
  const code = 'code' in error && typeof error.code === 'string' ? { code: error.code } : {}
  const cause = error.cause === undefined ? {} : { cause: describeError(error.cause) }
  return { type: error.name, message: error.message.slice(0, 500), ...code, stack: error.stack, ...cause }
}
