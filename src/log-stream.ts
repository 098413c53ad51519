import { constants, openSync, readlinkSync, writeSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { prettyFactory } from 'pino-pretty'

const STDOUT = 1
const STDOUT_LINK = '/proc/self/fd/1'
/** How much waits for a reader of a pipe that is slower than the log. */
const MAX_BACKLOG_BYTES = 1_048_576
const RETRY_DELAY_MS = 50

/**
 * Standard output as the destination of the log. It never throws and never waits: on a full disk, or without a reader,
 * it drops whole lines and counts them, and when it can write again, it first writes a line with their number.
 */
export class LogStream {
  readonly #fd: number
  readonly #format: (line: string) => string
  /** What a full pipe has not taken yet. */
  #backlog: Buffer = Buffer.alloc(0)
  #retry: NodeJS.Timeout | null = null
  /** Dropped since the last line with their number. */
  #unreported = 0
  #dropped = 0
  #lastError = ''
  /** Whether the last line was cut off in the middle. */
  #isTorn = false

  /**
   * @param fd a file descriptor
   * @param format how a line of JSON is written
   */
  constructor(fd = sharedStdout(), format: (line: string) => string = (line) => line) {
    this.#fd = fd
    this.#format = format
  }

  /** The number of lines dropped since the start. */
  get dropped(): number {
    return this.#dropped
  }

  /** Writes one line, which is JSON and ends in a line feed. */
  write(line: string): void {
    if (this.#backlog.length > 0) {
      this.#append(line)
      return
    }
    if (this.#unreported > 0 && !this.#report()) {
      this.#drop(1)
      return
    }
    this.#put(Buffer.from(this.#format(line)))
  }

  /** Writes what waits, as far as that is possible at once. Call it before the process ends. */
  flush(): void {
    const waiting = this.#backlog
    this.#backlog = Buffer.alloc(0)
    if (waiting.length > 0) this.#put(waiting)
  }

  #append(line: string): void {
    const bytes = Buffer.from(this.#format(line))
    if (this.#backlog.length + bytes.length > MAX_BACKLOG_BYTES) {
      this.#lastError = 'its reader is too slow'
      this.#drop(1)
    } else {
      this.#backlog = Buffer.concat([this.#backlog, bytes])
    }
  }

  #report(): boolean {
    const msg = `${this.#unreported} log lines were dropped, because standard output could not be written: ${this.#lastError}`
    const line = `${JSON.stringify({ level: 40, time: Date.now(), pid: process.pid, msg })}\n`
    const reported = this.#unreported
    if (!this.#put(Buffer.from((this.#isTorn ? '\n' : '') + this.#format(line)), 0)) return false
    this.#unreported -= reported
    this.#isTorn = false
    return true
  }

  /**
   * Writes all of `bytes`, or keeps what a full pipe does not take.
   * @param lines the number of lines that are lost if that fails
   */
  #put(bytes: Buffer, lines = countLines(bytes)): boolean {
    let written = 0
    while (written < bytes.length) {
      try {
        written += writeSync(this.#fd, bytes, written)
      } catch (error) {
        const code = errorCode(error)
        if (code === 'EINTR') continue
        if (code === 'EAGAIN') {
          this.#backlog = bytes.subarray(written)
          this.#retry ??= setTimeout(() => {
            this.#retry = null
            this.flush()
          }, RETRY_DELAY_MS).unref()
          return true
        }
        this.#lastError = code
        this.#isTorn ||= written > 0
        this.#drop(lines === 0 ? 0 : countLines(bytes.subarray(written)))
        return false
      }
    }
    return true
  }

  #drop(lines: number): void {
    this.#dropped += lines
    this.#unreported += lines
  }
}

/**
 * The destination of the log on standard output: JSON in production; otherwise readable text, for which pino-pretty, a
 * development dependency, has to be installed.
 */
export function createLogStream({ production }: { readonly production: boolean }): LogStream {
  if (production) return new LogStream()
  const format = loadFormat()
  if (format !== null) return new LogStream(sharedStdout(), format)
  const stream = new LogStream()
  const msg = 'Install pino-pretty to read this log as text.'
  stream.write(`${JSON.stringify({ level: 30, time: Date.now(), pid: process.pid, msg })}\n`)
  return stream
}

// pino-pretty is called as a function. The worker thread that pino offers takes 30 MB, and loses the last lines of a process
// that fails.
function loadFormat(): ((line: string) => string) | null {
  try {
    const pretty = createRequire(import.meta.url)('pino-pretty') as { prettyFactory: typeof prettyFactory }
    return pretty.prettyFactory({ ignore: 'pid,hostname', translateTime: 'HH:MM:ss' })
  } catch {
    return null
  }
}

function errorCode(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error)
}

function countLines(bytes: Buffer): number {
  return bytes.toString().split('\n').length - 1
}

let stdoutDescriptor: number | null = null

/** A process may have many sites, whose logs share the descriptor. */
function sharedStdout(): number {
  return (stdoutDescriptor ??= openStdout())
}

// A write to a full pipe or socket would stop the whole process. A pipe is opened again, which gives it a mode of its own,
// because other processes share the mode of the inherited one. A socket, such as that of journald, cannot be opened again;
// `process.stdout` makes it non-blocking. Elsewhere (no /proc), standard output stays as it is.
function openStdout(): number {
  try {
    // Not `fstatSync`: after it has looked at a pipe, Node 20 imports some CommonJS modules without their exports.
    const target = readlinkSync(STDOUT_LINK)
    if (target.startsWith('socket:')) process.stdout.on('error', () => undefined)
    if (target.startsWith('pipe:')) return openSync(STDOUT_LINK, constants.O_WRONLY | constants.O_NONBLOCK)
  } catch {
    // There is no /proc, or the pipe has no reader.
  }
  return STDOUT
}
