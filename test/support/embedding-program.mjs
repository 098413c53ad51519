// A process that embeds the server, and asks for access tokens as it is told to.
import { createLogger, readSettings, startServer } from 'portcullis'

const settings = readSettings(process.env, process.cwd())
const log = createLogger({ production: settings.production, level: settings.logLevel })
const server = await startServer({ settings, log })
process.on('message', ({ accountId, times, options }) => {
  const calls = Array.from({ length: times }, () => server.providerTokens.accessToken(accountId, options))
  Promise.all(calls).then((results) => process.send({ results }))
})
process.on('disconnect', () => process.exit())
process.send({ ready: true })
