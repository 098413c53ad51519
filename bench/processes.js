// Starts the programs of the benchmark, and measures their processes. Linux only, because it reads /proc.
import { spawn } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'

/** @typedef {{ pid: number, origin: string, startMs: number, child: import('node:child_process').ChildProcess }} Program */

/** @type {import('node:child_process').ChildProcess[]} */
const children = []

/** @returns {Promise<number>} */
export const freePort = () =>
  new Promise((resolve) => {
    const server = createServer().listen(0, () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })

/**
 * Starts a program and waits until it answers at `path`.
 * @param {string} script @param {(port: number) => Record<string, string>} env @param {string} path
 * @returns {Promise<Program>}
 */
export async function start(script, env, path = '/healthz') {
  const port = await freePort()
  const startedAt = performance.now()
  const child = spawn(process.execPath, [script], {
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env(port), PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  children.push(child)
  const origin = `http://localhost:${port}`
  while (child.exitCode === null && performance.now() < startedAt + 60_000) {
    const isUp = await fetch(origin + path).then(
      () => true,
      () => false,
    )
    if (isUp) return { pid: child.pid ?? 0, origin, startMs: performance.now() - startedAt, child }
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
  throw new Error(`${script} did not start`)
}

/** Ends a program, and waits for its end. @param {Program} program */
export async function stop({ child }) {
  const ended = new Promise((resolve) => child.once('exit', resolve))
  child.kill()
  await ended
}

export function stopAll() {
  for (const child of children) child.kill()
}

/** CPU time that the threads of a process have used so far, in milliseconds. @param {number} pid */
export function cpuMs(pid) {
  const threads = readdirSync(`/proc/${pid}/task`)
  const times = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'))
  return times.reduce((sum, text) => sum + Number(text.split(' ')[0]), 0) / 1e6
}

/** Resident memory of a process in MiB. @param {number} pid */
export function memoryMiB(pid) {
  const [, kib] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kib) / 1024
}

/** @param {Program} program @param {string} question @returns {Promise<number>} */
function ask({ child }, question) {
  return new Promise((resolve) => {
    child.once('message', resolve)
    child.send(question)
  })
}

/** Asks Portcullis how many statements it has run since it was last asked. @param {Program} program */
export const countStatements = (program) => ask(program, 'statements')

/** Asks Portcullis how long its event loop stood still at most, in milliseconds, since it was last asked. @param {Program} program */
export const longestDelay = (program) => ask(program, 'delay')
