// A process of its own that calls a URL, through a proxy if there is one, and writes what the host answered. Node reads
// NODE_EXTRA_CA_CERTS only when a process starts.
import { register } from 'node:module'

register('../support/typescript-hooks.mjs', import.meta.url)
const { createHttpClient } = await import('../../src/http-client/http-client.ts')
const [url = '', proxy] = process.argv.slice(2)
const settings = proxy === undefined ? null : { https: new URL(proxy), http: null, bypass: [] }
const fetch = createHttpClient({ allowPrivate: true, proxy: settings })
const response = await fetch(url)
process.stdout.write(await response.text())
fetch.destroy()
