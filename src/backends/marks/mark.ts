import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import { type Message, message } from '../../locales/messages.js'
import { parseSvg } from './svg.js'

/** In bytes. */
export const MAX_MARK_BYTES = 32 * 1024
/** In pixels. A page shows 20 by 20, on a dense screen 60 by 60. */
const MIN_PNG_SIDE = 16
const MAX_PNG_SIDE = 1024
const HASH_LENGTH = 24

/** The picture of a backend: a drawing or pixels. */
export interface Mark {
  readonly type: 'svg' | 'png'
  /** As it is sent. */
  readonly picture: Uint8Array<ArrayBuffer>
  /** The beginning of the SHA-256 of the picture. */
  readonly hash: string
}

/** A picture, or why it is not accepted; the reason follows "the picture is refused:". */
export type MarkResult = { readonly mark: Mark } | { readonly problem: Message }

/**
 * Checks a picture and rewrites it without anything that a picture does not need: scripts, references, and what cameras
 * and editors write about their owners.
 */
export function parseMark(file: Uint8Array): MarkResult {
  if (file.length === 0) return { problem: message('markProblem.empty') }
  if (file.length > MAX_MARK_BYTES) return { problem: message('markProblem.tooLarge') }
  const bytes = Buffer.from(file)
  const isPng = bytes.subarray(0, 8).equals(PNG_SIGNATURE)
  if (isPng) {
    const png = parsePng(bytes)
    return 'problem' in png ? png : { mark: toMark('png', png.png) }
  }
  const text = readUtf8(bytes)
  if (text?.includes('<') !== true) return { problem: message('markProblem.unknownType') }
  const svg = parseSvg(text)
  return 'problem' in svg ? svg : { mark: toMark('svg', Buffer.from(svg.svg)) }
}

function toMark(type: Mark['type'], bytes: Buffer): Mark {
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, HASH_LENGTH)
  return { type, picture: new Uint8Array(bytes), hash }
}

function readUtf8(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.includes('\0') ? null : text
  } catch {
    return null
  }
}

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex')
const HEADER_LENGTH = 13
/** Length, type and checksum of a chunk (PNG specification, section 5.3). */
const CHUNK_OVERHEAD = 12
/** The chunks that are retained: what the pixels are, and how they look. */
const ALLOWED_CHUNKS: ReadonlySet<string> = new Set([
  'IHDR',
  'PLTE',
  'tRNS',
  'IDAT',
  'IEND',
  'sRGB',
  'gAMA',
  'cHRM',
])

/** Keeps the chunks with pixels of a sound file. */
function parsePng(bytes: Buffer): { readonly png: Buffer } | { readonly problem: Message } {
  const retained: Buffer[] = [PNG_SIGNATURE]
  const types: string[] = []
  let position = PNG_SIGNATURE.length
  while (position + CHUNK_OVERHEAD <= bytes.length && types.at(-1) !== 'IEND') {
    const length = bytes.readUInt32BE(position)
    const end = position + CHUNK_OVERHEAD + length
    if (end > bytes.length) return { problem: message('markProblem.pngCutOff') }
    const type = bytes.toString('latin1', position + 4, position + 8)
    if (crc32(bytes.subarray(position + 4, end - 4)) !== bytes.readUInt32BE(end - 4))
      return { problem: message('markProblem.pngDamaged') }
    if (types.length === 0) {
      const problem = headerProblem(bytes.subarray(position + 8, end - 4), type)
      if (problem !== null) return { problem }
    }
    types.push(type)
    if (ALLOWED_CHUNKS.has(type)) retained.push(bytes.subarray(position, end))
    position = end
  }
  if (types.at(-1) !== 'IEND' || !types.includes('IDAT')) return { problem: message('markProblem.pngCutOff') }
  return { png: Buffer.concat(retained) }
}

function headerProblem(header: Buffer, type: string): Message | null {
  if (type !== 'IHDR' || header.length !== HEADER_LENGTH) return message('markProblem.pngDamaged')
  const sides = [header.readUInt32BE(0), header.readUInt32BE(4)]
  return sides.every((side) => side >= MIN_PNG_SIDE && side <= MAX_PNG_SIDE)
    ? null
    : message('markProblem.pngSides', { min: MIN_PNG_SIDE, max: `${MAX_PNG_SIDE}` })
}
