// What a returning sign-in and a signed-in request cost, as ratios to a bare openid-client program measured side by
// side in the same run: `npm run build && node bench/run.js [rounds]`. CPU time of the server process alone, read from
// /proc, so it runs on Linux; milliseconds differ between machines, ratios should not.
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync } from 'node:fs'
import { Agent, request } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const ROUNDS = Math.min(Number(process.argv[2] ?? 5), 50)
const LOGINS = 200
const REQUESTS = 1000
const TICK_MS = 10
const agent = new Agent({ keepAlive: true })
/** @type {import('node:child_process').ChildProcess[]} */
const children = []

/** @returns {Promise<number>} */
const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/** @param {string} script @param {Record<string, string>} env @param {number} port */
async function start(script, env, port) {
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, ...env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  children.push(child)
  for (let tries = 0; tries < 400; tries += 1) {
    const up = await fetch(`http://localhost:${port}/healthz`).then(
      () => true,
      () => false,
    )
    if (up) return { pid: child.pid, origin: `http://localhost:${port}` }
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error(`${script} did not start`)
}

/** @param {string} url @param {Map<string, string>} jar @returns {Promise<string>} the Location */
function get(url, jar) {
  return new Promise((resolve, reject) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ')
    request(url, { agent, headers: cookie ? { cookie } : {} }, (response) => {
      for (const header of response.headers['set-cookie'] ?? []) {
        const [, name, value] = /^([^=]+)=([^;]*)/.exec(header) ?? []
        if (name && value) jar.set(name, value)
        else if (name) jar.delete(name)
      }
      response.resume().on('end', () => {
        if ((response.statusCode ?? 500) >= 400) reject(new Error(`${response.statusCode} at ${url}`))
        else resolve(response.headers.location ?? '')
      })
    })
      .on('error', reject)
      .end()
  })
}

/** @param {string} origin @param {Map<string, string>} jar */
async function login(origin, jar) {
  const toProvider = await get(`${origin}/login/bench`, jar)
  await get(await get(toProvider, new Map()), jar)
}

/** CPU time of a process so far, in milliseconds. @param {number | undefined} pid */
function cpu(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) * TICK_MS
}

/** @param {number | undefined} pid @param {number} times @param {() => Promise<unknown>} work */
async function cost(pid, times, work) {
  const before = cpu(pid)
  for (let index = 0; index < times; index += 1) await work()
  return (cpu(pid) - before) / times
}

/** @param {number[]} values */
const median = (values) => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

try {
  const provider = await start('bench/provider.js', {}, await freePort())
  const floor = await start('bench/floor.js', { ISSUER: provider.origin }, await freePort())
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-bench-'))
  const port = await freePort()
  const ours = await start(
    'dist/main.js',
    {
      BASE_URL: `http://localhost:${port}`,
      DATABASE_URL: `file:${join(folder, 'bench.db')}`,
      ALLOW_INSECURE_ISSUERS: 'true',
      LOG_LEVEL: 'warn',
      BACKENDS_FILE: '',
      BACKEND_BENCH_KIND: 'oidc',
      BACKEND_BENCH_LABEL: 'Bench',
      BACKEND_BENCH_ISSUER: provider.origin,
      BACKEND_BENCH_CLIENT_ID: 'bench',
      BACKEND_BENCH_CLIENT_SECRET: 'bench-secret',
    },
    port,
  )
  /** @type {{ floor: number[], login: number[], signedIn: number[], gate: number[] }} */
  const seen = { floor: [], login: [], signedIn: [], gate: [] }
  const jar = new Map()
  for (let round = -1; round < ROUNDS; round += 1) {
    const floorCost = await cost(floor.pid, LOGINS, () => login(floor.origin, new Map()))
    const loginCost = await cost(ours.pid, LOGINS, () => login(ours.origin, new Map()))
    await login(ours.origin, jar)
    const signedIn = await cost(ours.pid, REQUESTS, () => get(`${ours.origin}/`, jar))
    const gate = await cost(ours.pid, REQUESTS, () => get(`${ours.origin}/forward-auth`, jar))
    process.stderr.write(`round ${round + 1} of ${ROUNDS}${round < 0 ? ' (warm-up)' : ''}\n`)
    if (round < 0) continue
    seen.floor.push(floorCost)
    seen.login.push(loginCost)
    seen.signedIn.push(signedIn)
    seen.gate.push(gate)
  }
  const unit = median(seen.floor)
  const line = (/** @type {string} */ name, /** @type {number} */ value) =>
    console.log(`${name.padEnd(44)} ${value.toFixed(3)} ms CPU   ${(value / unit).toFixed(2)}x`)
  line('returning sign-in, bare openid-client', unit)
  line('returning sign-in, Portcullis on SQLite', median(seen.login))
  line('signed-in request (the front page)', median(seen.signedIn))
  line('forward-auth request', median(seen.gate))
} finally {
  for (const child of children) child.kill()
  agent.destroy()
}
