// Runs a test file with Jest, but in Node as it is: Jest would load all of our modules, and all of our dependencies, anew
// for each file, and V8 would compile them again. So module state is shared by the files that one worker runs.
import { createRequire, register } from 'node:module'
import { pathToFileURL } from 'node:url'
import circus from 'jest-circus/runner'

register('./typescript-hooks.mjs', import.meta.url)
process.setSourceMapsEnabled(true)

const require = createRequire(import.meta.url)
const asyncHooks = require('node:async_hooks')
let files = 0

/** In place of the storage by which Jest tells concurrent tests apart: while one is used, Node 20 is slow at every promise. */
class NoStorage {
  /**
   * @param {unknown} _store
   * @param {() => unknown} task
   */
  run(_store, task) {
    return task()
  }

  getStore() {}
}

// Every site has templates of its own, and would compile them again. What a template is compiled to depends on nothing else.
const { compiler } = require('nunjucks')
const { compile } = compiler
/** @type {Map<string, string>} */
const compiled = new Map()
/** @param {unknown[]} words */
compiler.compile = (...words) => {
  const key = JSON.stringify(words)
  const code = compiled.get(key) ?? compile(...words)
  compiled.set(key, code)
  return code
}

/** @type {typeof circus.default} */
export default async function runTestFile(globalConfig, config, environment, runtime, testPath, sendMessage) {
  const before = new Set(Object.getOwnPropertySymbols(globalThis))
  try {
    const node = { global: globalThis, handleTestEvent: environment.handleTestEvent }
    return await circus.default(globalConfig, config, node, createRuntime(runtime), testPath, sendMessage)
  } finally {
    // Jest keeps the tests of a file, and with them all that they refer to, under symbols of its own.
    for (const symbol of Object.getOwnPropertySymbols(globalThis)) {
      if (!before.has(symbol)) Reflect.deleteProperty(globalThis, symbol)
    }
  }
}

/**
 * What `jest-circus/runner` uses of Jest's runtime, with the modules of Node.
 *
 * @param {import('jest-runtime').default} runtime
 */
function createRuntime(runtime) {
  return {
    /** @param {string} path a module of Jest, whose state belongs to one test file */
    requireInternalModule(path) {
      delete require.cache[path]
      // Node 22 and newer have a getter here, to which nothing can be assigned.
      const own = Object.getOwnPropertyDescriptor(asyncHooks, 'AsyncLocalStorage') ?? {}
      try {
        Object.defineProperty(asyncHooks, 'AsyncLocalStorage', { configurable: true, value: NoStorage })
        return require(path)
      } finally {
        Object.defineProperty(asyncHooks, 'AsyncLocalStorage', own)
      }
    },
    requireModule: require,
    setGlobalsForRuntime: () => undefined,
    unstable_shouldLoadAsEsm: () => true,
    /** @param {string} path a test file; Node would give it out a second time without running it */
    unstable_importModule(path) {
      // Jest has replaced it, and made stacks long; Node by itself points to the lines of our TypeScript.
      Error.prepareStackTrace = undefined
      Error.stackTraceLimit = 20
      files += 1
      return import(`${pathToFileURL(path)}?${files}`)
    },
    enterTestCode: () => runtime.enterTestCode(),
    leaveTestCode: () => runtime.leaveTestCode(),
  }
}
