#!/usr/bin/env node
// Prisma's schema engine for machines on which the native one cannot be downloaded. The Prisma CLI starts this program
// in its place and speaks JSON-RPC with it, a message a line; the answers come from the same engine in WebAssembly,
// on the drivers that the application itself uses. migrate.js decides when it is needed.
import { readFileSync, mkdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory } from '@prisma/driver-adapter-utils'
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg'

/** @param {string} name @returns {string | undefined} */
function option(name) {
  const index = process.argv.indexOf(name)
  return index < 0 ? undefined : process.argv[index + 1]
}

function databaseUrl() {
  const given = option('--datasource')
  const url = given ? JSON.parse(given).url : undefined
  return url ?? process.env['DATABASE_URL'] ?? 'file:./data/portcullis.db'
}

/** @param {string} url */
function adapterFor(url) {
  if (!url.startsWith('file:')) {
    return bindMigrationAwareSqlAdapterFactory(
      new PrismaPg({ connectionString: url, connectionTimeoutMillis: 5000 }),
    )
  }
  const path = resolve(url.slice('file:'.length))
  mkdirSync(dirname(path), { recursive: true })
  return bindMigrationAwareSqlAdapterFactory(new PrismaBetterSqlite3({ url: `file:${path}` }))
}

function datamodels() {
  const files = process.argv.flatMap((word, index) =>
    word === '--datamodels' || word === '-d' ? [process.argv[index + 1]] : [],
  )
  return files.length === 0 ? undefined : files.map((file) => [file, readFileSync(file, 'utf8')])
}

// The WebAssembly engine reports a panic here before it traps.
let panic = ''
globalThis.PRISMA_WASM_PANIC_REGISTRY = { set_message: (/** @type {string} */ text) => (panic = text) }

async function startEngine() {
  const module = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(resolve(dirname(module), 'schema_engine_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engine })
  engine.__wbg_set_wasm(instance.exports)
  instance.exports.__wbindgen_start()
  return engine.SchemaEngine.new({ datamodels: datamodels() }, () => undefined, adapterFor(databaseUrl()))
}

/** @param {unknown} error */
function rpcError(error) {
  const text = panic || (error instanceof Error ? error.message : String(error))
  const known = error && typeof error === 'object' && 'code' in error ? error : null
  const data = known
    ? { is_panic: false, message: text, error_code: known.code, meta: known.meta ?? {} }
    : { is_panic: false, message: text, backtrace: null }
  return { code: 4466, message: text, data }
}

async function serve() {
  const running = startEngine()
  for await (const line of createInterface({ input: process.stdin })) {
    if (line.trim() === '') continue
    const { id, method, params } = JSON.parse(line)
    let answer
    try {
      const schemaEngine = await running
      const result =
        method === 'getDatabaseVersion'
          ? await schemaEngine.version(params)
          : await schemaEngine[method](params)
      answer = { jsonrpc: '2.0', id, result: result ?? {} }
      if (method === 'diff' && result?.stdout)
        print({ jsonrpc: '2.0', method: 'print', params: { content: result.stdout }, id })
    } catch (error) {
      answer = { jsonrpc: '2.0', id, error: rpcError(error) }
    }
    print(answer)
  }
  process.exit(0)
}

/** @param {unknown} message */
function print(message) {
  process.stdout.write(`${JSON.stringify(message)}\n`)
}

// A panic inside the engine escapes as an exception of no request; without this the CLI would wait for ever.
process.on('uncaughtException', (error) => {
  console.error(panic || error)
  process.exit(101)
})

if (process.argv.includes('cli')) {
  // `can-connect-to-database` and its like: a database file is made when it is first opened, a server must be there.
  try {
    const connection = await adapterFor(databaseUrl()).connect()
    if (!connection.ok) throw connection.error
    process.exit(0)
  } catch (error) {
    console.error(JSON.stringify({ message: 'Schema engine error', fields: rpcError(error).data }))
    process.exit(1)
  }
} else {
  await serve()
}
