import { message } from '../locales/messages.js'
import { isUtf8 } from 'node:buffer'
import { promisify } from 'node:util'
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib'
import { providerCause } from '../provider-causes.js'
import { HttpClientError } from './errors.js'

/** What this client can decode, for the header Accept-Encoding (RFC 9110 §12.5.3). */
export const ACCEPT_ENCODING = 'gzip, deflate, br'

const CODING = providerCause('network_coding')

/** A server applies one coding, two at most. More would only be there to cost time. */
const MAX_CODINGS = 2

type Decode = (body: Buffer, limit: { readonly maxOutputLength: number }) => Promise<Buffer>

/** "deflate" is the zlib format (RFC 9110 §8.4.1.2), but some servers send the bare format. */
const decodeDeflate: Decode = (body, limit) => {
  // The zlib format begins with a number whose low half is 8 and that a multiple of 31 completes (RFC 1950 §2.2).
  const isZlib = body.length >= 2 && (body.readUInt8(0) & 15) === 8 && body.readUInt16BE(0) % 31 === 0
  return isZlib ? promisify<Buffer, typeof limit, Buffer>(inflate)(body, limit) : rawInflate(body, limit)
}
const rawInflate: Decode = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(inflateRaw)
const decodeGzip: Decode = promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(gunzip)

const DECODERS: ReadonlyMap<string, Decode> = new Map([
  ['gzip', decodeGzip],
  ['x-gzip', decodeGzip],
  ['deflate', decodeDeflate],
  ['br', promisify<Buffer, { readonly maxOutputLength: number }, Buffer>(brotliDecompress)],
])

/** What applies no coding. Some servers name the character set here. */
const NO_CODINGS: ReadonlySet<string> = new Set(['', 'identity', 'none', 'binary', 'utf-8', 'utf8'])

/** The codings of a response in the order in which the server applied them (RFC 9110 §8.4). */
function readCodings(header: string | undefined): readonly string[] {
  return (header ?? '')
    .split(',')
    .map((coding) => coding.trim().toLowerCase())
    .filter((coding) => !NO_CODINGS.has(coding))
}

/**
 * Undoes the content codings of a response body, whether or not they were requested.
 * @param header the header Content-Encoding; undefined without one
 * @param maxBytes the maximum size of the decoded body; decoding stops there, so that a small body cannot fill the
 *   memory
 * @throws HttpClientError too-large, or connection for a coding that is unknown or a body that is damaged
 */
export async function decodeBody(
  body: Buffer,
  header: string | undefined,
  maxBytes: number,
): Promise<Buffer> {
  const codings = readCodings(header)
  if (codings.length === 0 || body.length === 0) return body
  if (codings.length > MAX_CODINGS)
    throw new HttpClientError('connection', message('network.tooManyCodings'), {
      providerCause: CODING,
    })
  let decoded = body
  for (const coding of codings.toReversed()) {
    const decode = DECODERS.get(coding)
    if (decode === undefined)
      throw new HttpClientError(
        'connection',
        message('network.unknownCoding', { codings: ACCEPT_ENCODING }),
        {
          providerCause: CODING,
        },
      )
    decoded = await decode(decoded, { maxOutputLength: maxBytes }).catch((cause: unknown) => {
      throw toDecodeError(cause, maxBytes)
    })
  }
  return decoded
}

function toDecodeError(cause: unknown, maxBytes: number): HttpClientError {
  const isTooLarge = cause instanceof RangeError
  return isTooLarge
    ? new HttpClientError('too-large', message('network.tooLarge', { bytes: String(maxBytes) }), {
        cause,
        providerCause: providerCause('network_too_large'),
      })
    : new HttpClientError('connection', message('network.damaged'), {
        cause,
        providerCause: CODING,
      })
}

const UTF_16_BYTE_ORDER_MARKS = [
  { mark: [0xff, 0xfe], charset: 'utf-16le' },
  { mark: [0xfe, 0xff], charset: 'utf-16be' },
]

/**
 * The text of a body. JSON is UTF-8 (RFC 8259 §8.1), which is assumed where possible; otherwise the character set
 * that the content type names counts. As in the platform's Response, a byte order mark at the start is not part of the
 * text, and bytes that are not text become U+FFFD.
 */
export function decodeText(body: Buffer, contentType: string | null): string {
  const marked = UTF_16_BYTE_ORDER_MARKS.find(({ mark }) => mark.every((byte, index) => body[index] === byte))
  const named = /;\s*charset\s*=\s*"?([\w-]+)/i.exec(contentType ?? '')?.[1]?.toLowerCase()
  const charset = marked?.charset ?? named ?? 'utf-8'
  if (!charset.startsWith('utf-16') && isUtf8(body)) return new TextDecoder().decode(body)
  try {
    return new TextDecoder(charset).decode(body)
  } catch {
    return new TextDecoder().decode(body)
  }
}
