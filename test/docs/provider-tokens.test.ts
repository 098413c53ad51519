import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { environmentOf } from '../support/embedding.js'
import { accountOf, keep, storedTokensOf } from '../support/stored-tokens.js'
import { startProvider } from '../support/provider/index.js'
import { backendAt } from '../support/site.js'
import { useSites } from '../support/use-site.js'

const startSite = useSites()

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

test('the program of docs/provider-tokens.md calls an API of the provider', async () => {
  const page = readFileSync(`${ROOT}/docs/provider-tokens.md`, 'utf8')
  const program = /^```js\n(import .*?)^```$/ms.exec(page)?.[1] ?? ''
  const provider = await startProvider()
  const op = provider.alias('acme')
  const env = { ALLOW_INSECURE_ISSUERS: 'true' }
  const site = await startSite({ database: 'sqlite', backends: { acme: backendAt(op) }, env })
  try {
    await site.visitor().signIn('acme')
    const { id } = await accountOf(site, op.who.sub)
    const run = async (account: string) => {
      const args = ['--input-type=module', '--eval', program, 'program.js', account, `${op.issuer}/userinfo`]
      const child = spawn(process.execPath, args, { cwd: ROOT, env: await environmentOf(site, op) })
      const [said] = await Promise.all([text(child.stdout), once(child, 'exit')])
      return said
    }
    expect(await run(id)).toBe('200\n')
    const { refreshToken } = await storedTokensOf(site, id)
    await keep(site, id, { expiresAt: new Date(0) })
    op.refreshTokens.void(refreshToken)
    expect(await run(id)).toContain('The user has to reconnect the account')
  } finally {
    await site.close()
    await provider.close()
  }
})
