import { Busboy, type BusboyInstance } from '@fastify/busboy'
import type { Context, Middleware } from 'koa'
import { PortcullisError } from '../errors.js'
import { RequestValue } from '../request-value.js'

/** Forms that had a file, and their files. */
const uploads = new RequestValue<Uint8Array>()

const MAX_FIELDS = 10
const MAX_FIELD_BYTES = 4096
/** What the boundaries and headers of the parts may take. */
const MAX_OVERHEAD_BYTES = 16 * 1024

/** Whether the body of this request was read by `readUpload`. */
export function isUploaded(ctx: Context): boolean {
  return uploads.get(ctx) !== undefined
}

/** The file of a form that `readUpload` has read; empty if no file was chosen. */
export function uploadedFile(ctx: Context): Uint8Array {
  return uploads.get(ctx) ?? new Uint8Array()
}

/**
 * Reads a form with one file (`multipart/form-data`, RFC 7578). Its fields become what `readForm` reads; the name that the
 * browser gives the file is not used.
 * @param fileField the name of the field of the file
 * @param maxBytes how large the file may be; of a larger one, one byte more is kept, so that the route can tell
 */
export function readUpload(fileField: string, maxBytes: number): Middleware {
  return async (ctx, next) => {
    if (ctx.is('multipart/form-data') === 'multipart/form-data') {
      const { fields, file } = await parse(ctx, fileField, maxBytes)
      ctx.request.rawBody = fields.toString()
      uploads.set(ctx, file)
    }
    await next()
  }
}

async function parse(
  ctx: Context,
  fileField: string,
  maxBytes: number,
): Promise<{ readonly fields: URLSearchParams; readonly file: Uint8Array }> {
  const parser = createParser(ctx.get('Content-Type'), maxBytes)
  const fields = new URLSearchParams()
  const chunks: Buffer[] = []
  const finished = new Promise<void>((resolve, reject) => {
    parser.on('field', (name, value, isNameCut, isValueCut) => {
      if (isNameCut || isValueCut) reject(new PortcullisError('too_large', { detail: 'a field is too long' }))
      fields.append(name, value)
    })
    parser.on('file', (name, stream) => {
      stream.on('data', (chunk: Buffer) => {
        if (name === fileField) chunks.push(chunk)
      })
      stream.on('error', reject)
    })
    for (const event of ['partsLimit', 'filesLimit', 'fieldsLimit'] as const)
      parser.on(event, () => {
        reject(new PortcullisError('too_large', { detail: 'the form has too many parts' }))
      })
    parser.on('error', (cause) => {
      reject(new PortcullisError('bad_request', { detail: 'the form could not be read', cause }))
    })
    parser.on('finish', resolve)
  })
  // Whichever fails first is reported; the other must not become an unhandled rejection.
  finished.catch(() => undefined)
  try {
    await Promise.race([finished, feedParser(ctx, parser, maxBytes + MAX_FIELDS * MAX_FIELD_BYTES)])
    await finished
  } finally {
    parser.destroy()
  }
  return { fields, file: Buffer.concat(chunks) }
}

function createParser(contentType: string, maxBytes: number): BusboyInstance {
  const limits = {
    files: 1,
    fileSize: maxBytes + 1,
    fields: MAX_FIELDS,
    parts: MAX_FIELDS + 1,
    fieldSize: MAX_FIELD_BYTES,
    fieldNameSize: 100,
    headerPairs: 20,
    headerSize: 4096,
  }
  try {
    return new Busboy({ headers: { 'content-type': contentType }, limits })
  } catch (cause) {
    throw new PortcullisError('bad_request', { detail: 'the form has no boundary', cause })
  }
}

/** Passes the body on, but no more of it than a form may have. */
async function feedParser(ctx: Context, parser: BusboyInstance, maxBytes: number): Promise<void> {
  let bytes = 0
  for await (const chunk of ctx.req.iterator({ destroyOnReturn: false })) {
    if (!Buffer.isBuffer(chunk)) throw new PortcullisError('bad_request', { detail: 'the body is not bytes' })
    bytes += chunk.length
    if (bytes > maxBytes + MAX_OVERHEAD_BYTES)
      throw new PortcullisError('too_large', { detail: 'the form is too large' })
    if (!parser.write(chunk)) await new Promise<void>((resolve) => parser.once('drain', resolve))
  }
  parser.end()
}
