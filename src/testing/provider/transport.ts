import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { brotliCompressSync, constants, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import type { Coding, TransportFault } from './faults.js'
import type { Reply } from './reply.js'

const EMPTY: Reply = { status: 200, headers: {}, body: '' }
const BLANKS = Buffer.alloc(65_536, ' ')

function keepsHonestBody(fault: TransportFault): boolean {
  if (fault.body !== undefined || fault.redirectTo !== undefined || fault.endless) return false
  return fault.status === undefined || (fault.status >= 200 && fault.status < 300)
}

function padding(fault: TransportFault): Record<string, string> {
  const headers: Record<string, string> = {}
  if (fault.headerBytes !== undefined) headers['x-padding'] = 'x'.repeat(fault.headerBytes)
  for (let n = 1; n <= (fault.headerCount ?? 0); n += 1) headers[`x-padding-${n}`] = 'x'
  return headers
}

const BOMB_BYTES = 60_000_000

/** The fastest level: even with it, sixty million blanks become a small body. */
const CODERS: Readonly<Record<Coding, readonly [header: string, encode: (body: Buffer) => Buffer]>> = {
  gzip: ['gzip', (body) => gzipSync(body)],
  'x-gzip': ['x-gzip', (body) => gzipSync(body)],
  deflate: ['deflate', (body) => deflateSync(body)],
  'raw-deflate': ['deflate', (body) => deflateRawSync(body)],
  br: ['br', (body) => brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  none: ['identity', (body) => body],
}

function coded({ codings = [], bom, bomb }: TransportFault, reply: Reply): Reply {
  const prefix = Buffer.concat([Buffer.from(bom ? '\ufeff' : ''), Buffer.alloc(bomb ? BOMB_BYTES : 0, ' ')])
  const plain = Buffer.concat([prefix, Buffer.from(reply.body)])
  const body = codings.reduce<Buffer>((inner, coding) => CODERS[coding][1](inner), plain)
  const names = codings.map((coding) => CODERS[coding][0]).join(', ')
  return { ...reply, body, headers: { ...reply.headers, ...(names && { 'content-encoding': names }) } }
}

function withBrokenBody(fault: TransportFault, reply: Reply): Reply {
  const redirected = fault.redirectTo !== undefined
  return {
    status: fault.status ?? (redirected ? 302 : reply.status),
    headers: {
      ...reply.headers,
      ...(fault.contentType === undefined ? {} : { 'content-type': fault.contentType }),
      ...(fault.redirectTo === undefined ? {} : { location: fault.redirectTo }),
      ...padding(fault),
      ...fault.headers,
    },
    body: fault.body ?? reply.body,
  }
}

/** Writes one piece, and waits until the client can receive more. */
async function write(response: ServerResponse, piece: Uint8Array, gone: AbortSignal): Promise<void> {
  if (!response.write(piece)) await once(response, 'drain', { signal: gone })
}

async function writeBlanks(response: ServerResponse, count: number, gone: AbortSignal): Promise<void> {
  for (let left = count; left > 0 && !gone.aborted; left -= BLANKS.length) {
    await write(response, BLANKS.subarray(0, Math.min(left, BLANKS.length)), gone)
  }
}

async function sendSlowly(
  response: ServerResponse,
  body: Buffer,
  pause: number,
  gone: AbortSignal,
): Promise<void> {
  for (let at = 0; at < body.length; at += 1) {
    await write(response, body.subarray(at, at + 1), gone)
    await sleep(pause, undefined, { signal: gone })
  }
}

function resetConnection(response: ServerResponse, reply: Reply, body: Buffer): void {
  response.writeHead(reply.status, { ...reply.headers, 'content-length': String(body.length + 1) })
  response.write(body.subarray(0, Math.ceil(body.length / 2)), () => {
    response.socket?.resetAndDestroy()
  })
}

async function send(response: ServerResponse, reply: Reply, fault: TransportFault, gone: AbortSignal) {
  const body = Buffer.from(reply.body)
  if (fault.reset === 'mid-body') {
    resetConnection(response, reply, body)
    return
  }
  response.writeHead(reply.status, reply.headers)
  await writeBlanks(response, fault.endless ? Infinity : (fault.bytes ?? 0), gone)
  if (fault.dripMsPerByte === undefined) response.end(body)
  else {
    await sendSlowly(response, body, fault.dripMsPerByte, gone)
    response.end()
  }
}

/** Responds to one request with the given fault; `make` makes the honest response if a part of it is sent. */
export async function answer(
  response: ServerResponse,
  fault: TransportFault,
  make: () => Promise<Reply>,
): Promise<void> {
  const leaving = new AbortController()
  const gone = leaving.signal
  response.once('close', () => {
    leaving.abort()
  })
  try {
    if (fault.delayMs !== undefined) await sleep(fault.delayMs, undefined, { signal: gone })
    if (fault.hang) return
    if (fault.reset === 'before') response.socket?.resetAndDestroy()
    else
      await send(
        response,
        coded(fault, withBrokenBody(fault, keepsHonestBody(fault) ? await make() : EMPTY)),
        fault,
        gone,
      )
  } catch (error) {
    // Most of these faults make the client close the connection, which is not an error here.
    if (!gone.aborted) throw error
  }
}
