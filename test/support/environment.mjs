// What a test file runs in: Node, as Jest has it, and an end to what one file would leave behind for those after it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { TestEnvironment } from 'jest-environment-node'

const { run } = AsyncLocalStorage.prototype

/**
 * Every test file has a Jest of its own, which follows each test with an AsyncLocalStorage. Node 20 passes all storages
 * that were ever used on with every promise, until they are disabled: without that, each file is slower than the last.
 */
export default class Environment extends TestEnvironment {
  /** @type {Set<AsyncLocalStorage<unknown>>} */
  #used = new Set()

  async setup() {
    await super.setup()
    const used = this.#used
    AsyncLocalStorage.prototype.run = function (...words) {
      used.add(this)
      return run.apply(this, words)
    }
  }

  async teardown() {
    AsyncLocalStorage.prototype.run = run
    for (const storage of this.#used) storage.disable()
    await super.teardown()
  }
}
