import { createServer, type Socket } from 'node:net'

/** A mail as it arrived. */
export interface Delivered {
  readonly from: string
  /** The recipients of the envelope. */
  readonly to: readonly string[]
  /** Header fields by lower-case name, each a list of what it said. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  /** The plain part, or all of a mail that has only one part. */
  readonly text: string
  /** The part in HTML; null without one. */
  readonly html: string | null
}

/** What the server can be told to do. */
export interface Habits {
  /** Says nothing at all. */
  silent?: boolean
  /** Refuses every recipient. */
  refusing?: boolean
  /** Sends one line of the greeting a moment, for ever. */
  dripping?: boolean
  /** Asks for this user and password. */
  login?: { readonly user: string; readonly password: string }
}

/** A real mail server on a port of its own, which keeps what it gets. */
export interface PostOffice {
  readonly url: string
  readonly delivered: Delivered[]
  readonly habits: Habits
  /** Commands it has got, in order. */
  readonly commands: string[]
  readonly connections: number
  /** The newest mail to this address, once it is there. */
  mailTo(address: string, subject?: RegExp): Promise<Delivered>
  /** The code that was sent to this address, once it is there; each is given out once. */
  codeFor(address: string): Promise<string>
  /** Empties the mailboxes. */
  clear(): void
  close(): Promise<void>
}

const MAIL_TIMEOUT_MS = 5000

/** A mail server whose mailboxes can be named before it has a port. */
export interface NewPostOffice extends PostOffice {
  listen(): Promise<void>
}

export async function startPostOffice(habits: Habits = {}): Promise<PostOffice> {
  const office = createPostOffice(habits)
  await office.listen()
  return office
}

/** A mail server that does not listen yet; until then it has no address. */
export function createPostOffice(habits: Habits = {}): NewPostOffice {
  const delivered: Delivered[] = []
  const commands: string[] = []
  const sockets = new Set<Socket>()
  let connections = 0
  const server = createServer((socket) => {
    connections += 1
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
    converse(socket, { habits, delivered, commands })
  })
  const seen = new Set<Delivered>()
  const wait = async (address: string, fits: (mail: Delivered) => boolean): Promise<Delivered> => {
    const end = Date.now() + MAIL_TIMEOUT_MS
    while (Date.now() < end) {
      const found = delivered.findLast((mail) => mail.to.includes(address) && fits(mail))
      if (found) return found
      await new Promise((resume) => setTimeout(resume, 10))
    }
    throw new Error(`no mail for ${address}`)
  }
  return {
    get url() {
      const address = server.address()
      if (address === null || typeof address === 'string') throw new Error('the mail server does not listen')
      return `smtp://127.0.0.1:${address.port}`
    },
    listen: () => new Promise((listening) => server.listen(0, '127.0.0.1', listening)),
    delivered,
    habits,
    commands,
    get connections() {
      return connections
    },
    mailTo: (address, subject = /./) => wait(address, (mail) => subject.test(subjectOf(mail))),
    codeFor: async (address) => {
      const codeIn = ({ text }: Delivered) => /^ *([A-Z0-9]{3}-[A-Z0-9]{3}-[A-Z0-9]{3})$/m.exec(text)?.[1]
      const mail = await wait(address, (each) => !seen.has(each) && codeIn(each) !== undefined)
      seen.add(mail)
      return codeIn(mail) ?? ''
    },
    clear: () => {
      delivered.length = 0
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      if (server.listening) await new Promise((closed) => server.close(closed))
    },
  }
}

function subjectOf(mail: Delivered): string {
  return mail.headers.get('subject')?.[0] ?? ''
}

interface Desk {
  readonly habits: Habits
  readonly delivered: Delivered[]
  readonly commands: string[]
}

/** Enough of RFC 5321 for one mail after another. */
function converse(socket: Socket, { habits, delivered, commands }: Desk): void {
  if (habits.silent) return
  if (habits.dripping) {
    const timer = setInterval(() => socket.write('220-wait\r\n'), 50)
    socket.on('close', () => {
      clearInterval(timer)
    })
    return
  }
  let envelope = { from: '', to: [] as string[] }
  let data: string[] | null = null
  const say = (line: string) => socket.write(`${line}\r\n`)
  const answer = (line: string) => {
    commands.push(line)
    const [verb = '', ...rest] = line.split(' ')
    const path = /<([^>]*)>/.exec(line)?.[1] ?? ''
    switch (verb.toUpperCase()) {
      case 'EHLO':
        if (habits.login) say('250-AUTH PLAIN')
        return say('250-SMTPUTF8\r\n250 8BITMIME')
      case 'AUTH':
        return say(isLogin(habits, rest[1] ?? '') ? '235 welcome' : '535 wrong user or password')
      case 'MAIL':
        envelope = { from: path, to: [] }
        return say('250 ok')
      case 'RCPT':
        if (habits.refusing) return say(`550 no address ${path} here`)
        envelope.to.push(path)
        return say('250 ok')
      case 'DATA':
        data = []
        return say('354 go on')
      case 'QUIT':
        say('221 bye')
        return socket.end()
      default:
        return say(verb === 'RSET' || verb === 'NOOP' ? '250 ok' : '502 not understood')
    }
  }
  const take = (line: string) => {
    if (data === null) return answer(line)
    if (line !== '.') return data.push(line.replace(/^\.\./, '.'))
    delivered.push({ ...envelope, ...read(data) })
    data = null
    return say('250 taken')
  }
  let rest = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\r\n')
    rest = lines.pop() ?? ''
    for (const line of lines) take(line)
  })
  say('220 post office')
}

function isLogin({ login }: Habits, initial: string): boolean {
  return Buffer.from(initial, 'base64').toString() === `\0${login?.user ?? ''}\0${login?.password ?? ''}`
}

function read(lines: readonly string[]): Pick<Delivered, 'headers' | 'text' | 'html'> {
  const { headers, body, type } = readPart(lines)
  const boundary = /^multipart\/alternative;.*boundary="([^"]+)"/.exec(type)?.[1]
  if (boundary === undefined) return { headers, text: body, html: null }
  const parts = body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((part) => readPart(part.replace(/^\n|\n$/g, '').split('\n')))
  const find = (kind: string) => parts.find((part) => part.type.startsWith(kind))?.body ?? null
  return { headers, text: find('text/plain') ?? '', html: find('text/html') }
}

/** The fields and the decoded body of a mail, or of a part of it. */
function readPart(lines: readonly string[]) {
  const empty = lines.indexOf('')
  const fields = lines
    .slice(0, empty)
    .join('\r\n')
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
  const headers = new Map<string, string[]>()
  for (const field of fields) {
    const [, name = '', value = ''] = /^([^:]+):\s*(.*)$/.exec(field) ?? []
    headers.set(name.toLowerCase(), [...(headers.get(name.toLowerCase()) ?? []), value])
  }
  const body = lines.slice(empty + 1).join('\n')
  const encoding = headers.get('content-transfer-encoding')?.[0]
  const type = headers.get('content-type')?.[0] ?? ''
  const decoded =
    encoding === 'quoted-printable'
      ? unquoted(body)
      : encoding === 'base64'
        ? Buffer.from(body, 'base64').toString('utf8')
        : body
  return { headers, body: decoded, type }
}

function unquoted(body: string): string {
  const bytes = body
    .replace(/=\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_all, hex: string) => String.fromCharCode(parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
