import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const TEMPORARY = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']

/** A running nginx of the test's own, below a folder of its own. */
export interface Nginx {
  /** What it has written to its error log. */
  readonly errors: () => string
  close(): Promise<void>
}

/**
 * The nginx blocks of a page of docs/, by what their first line says: a file, or what is "added to" one. The block without
 * such a line is `deployment`.
 */
export function configurationsIn(page: string): Record<string, string> {
  const text = readFileSync(join(ROOT, 'docs', page), 'utf8')
  const blocks = [...text.matchAll(/^```nginx\n(?:# (added to )?\/etc\/nginx\/(\S+)\n)?(.*?)^```$/gms)]
  return Object.fromEntries(
    blocks.map(([, added = '', name = 'deployment', content = '']) => [added + name, content]),
  )
}

/**
 * Starts nginx with these files, and waits until it listens on `port`. Files in conf.d/ are included by themselves.
 * What a test must differ in from the documents is replaced: addresses, ports, and TLS, for which there is no certificate.
 */
export async function startNginx(
  files: Readonly<Record<string, string>>,
  port: number,
  replace: readonly (readonly [string, string])[],
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-nginx-'))
  const here: readonly (readonly [string, string])[] = [
    ...replace,
    ['listen 443 ssl;', `listen 127.0.0.1:${port};`],
    ['/etc/nginx/', `${folder}/`],
  ]
  for (const [name, content] of Object.entries(files)) {
    const plain = content.replace(/^\s*ssl_certificate.*\n/gm, '')
    const text = here.reduce((so, [from, to]) => so.replaceAll(from, to), plain)
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  const main = `
    daemon off;
    ${process.getuid?.() === 0 ? 'user root;' : ''}
    pid ${folder}/nginx.pid;
    events {}
    http {
      access_log off;
      ${TEMPORARY.map((kind) => `${kind}_temp_path ${folder}/${kind};`).join('\n')}
      include ${folder}/conf.d/*.conf;
    }`
  writeFileSync(join(folder, 'nginx.conf'), main)
  const program = process.env['NGINX'] ?? '/usr/sbin/nginx'
  const child = spawn(program, ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr'])
  let errors = ''
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()))
  const ended = once(child, 'exit')
  const close = async () => {
    child.kill('SIGTERM')
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
  for (let tries = 0; !(await listens(port)); tries += 1) {
    if (child.exitCode !== null || tries > 200) {
      await close()
      throw new Error(`nginx did not start: ${errors}`)
    }
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  return { errors: () => errors, close }
}

function listens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => {
      resolve(false)
    })
  })
}
