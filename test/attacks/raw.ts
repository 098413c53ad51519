import { connect } from 'node:net'

/** An answer as it came over the wire. */
export interface RawAnswer {
  readonly status: number
  /** Header lines in lower case, `name: value`; cookies stay apart. */
  readonly head: string
  readonly setCookies: readonly string[]
  readonly location: string | null
  readonly body: string
}

/**
 * Sends these lines of a request exactly as they are, which no HTTP client would, and reads to the end. Nothing is read
 * before everything is sent, which is how a proxy loses a response whose connection is reset.
 */
export async function rawRequest(site: string, lines: readonly string[], body = ''): Promise<RawAnswer> {
  const { port } = new URL(site)
  const text = await new Promise<string>((resolve, reject) => {
    const chunks: Buffer[] = []
    const socket = connect(Number(port), '127.0.0.1', () => {
      const text = `${[...lines, 'Connection: close'].join('\r\n')}\r\n\r\n${body}`
      socket.write(Buffer.from(text, 'latin1'), () => socket.resume())
    })
    socket.pause()
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    socket.once('error', reject)
    socket.once('close', () => {
      resolve(Buffer.concat(chunks).toString('utf8'))
    })
  })
  const end = text.indexOf('\r\n\r\n')
  const head = end < 0 ? text : text.slice(0, end)
  const named = (name: string) =>
    head
      .split('\r\n')
      .filter((line) => line.toLowerCase().startsWith(`${name}:`))
      .map((line) => line.slice(name.length + 1).trim())
  return {
    status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0),
    head: head.toLowerCase(),
    setCookies: named('set-cookie'),
    location: named('location')[0] ?? null,
    body: end < 0 ? '' : text.slice(end + 4),
  }
}
