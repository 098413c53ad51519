// What one would put together by hand: Koa, koa-session, openid-client and better-sqlite3, with users, accounts and
// sessions in tables. No pages, no checks beyond those of the libraries. PORT, ISSUER and FILE in the environment.
import { randomUUID } from 'node:crypto'
import Database from 'better-sqlite3'
import Koa from 'koa'
import { createSession } from 'koa-session'
import * as client from 'openid-client'

const origin = `http://localhost:${process.env['PORT']}`
const redirectUri = `${origin}/complete/bench`
const config = await client.discovery(
  new URL(process.env['ISSUER'] ?? ''),
  'bench',
  undefined,
  client.ClientSecretBasic('bench-secret'),
  { execute: [client.allowInsecureRequests, client.enableNonRepudiationChecks] },
)

const database = new Database(process.env['FILE'] ?? '')
database.exec(`
  PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON;
  CREATE TABLE user (id TEXT PRIMARY KEY, name TEXT, email TEXT);
  CREATE TABLE account (subject TEXT PRIMARY KEY, user_id TEXT NOT NULL REFERENCES user (id), tokens TEXT);
  CREATE TABLE session (id TEXT PRIMARY KEY, data TEXT NOT NULL)`)
const sql = {
  findUser: database.prepare('SELECT id, name FROM user WHERE id = ?'),
  findAccount: database.prepare('SELECT user_id AS userId FROM account WHERE subject = ?'),
  addUser: database.prepare('INSERT INTO user (id, name, email) VALUES (?, ?, ?)'),
  addAccount: database.prepare('INSERT INTO account (subject, user_id, tokens) VALUES (?, ?, ?)'),
  setTokens: database.prepare('UPDATE account SET tokens = ? WHERE subject = ?'),
  getSession: database.prepare('SELECT data FROM session WHERE id = ?'),
  setSession: database.prepare(
    'INSERT INTO session (id, data) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET data = excluded.data',
  ),
  deleteSession: database.prepare('DELETE FROM session WHERE id = ?'),
}
const store = {
  get: async (id) => {
    const row = sql.getSession.get(id)
    return row ? JSON.parse(row.data) : undefined
  },
  set: async (id, data) => void sql.setSession.run(id, JSON.stringify(data)),
  destroy: async (id) => void sql.deleteSession.run(id),
}

const saveUser = database.transaction((claims, tokens) => {
  const account = sql.findAccount.get(claims.sub)
  if (account !== undefined) {
    sql.setTokens.run(tokens, claims.sub)
    return account.userId
  }
  const id = randomUUID()
  sql.addUser.run(id, claims.name, claims.email)
  sql.addAccount.run(claims.sub, id, tokens)
  return id
})

const app = new Koa()
app.keys = ['a key for the benchmark that is long enough']
app.use(createSession({ store }, app))
app.use(async (ctx) => {
  if (ctx.path === '/login/bench') await begin(ctx)
  else if (ctx.path === '/complete/bench') await complete(ctx)
  else ctx.body = { user: ctx.session['userId'] ? sql.findUser.get(ctx.session['userId']) : null }
})
app.listen(Number(process.env['PORT']))

async function begin(ctx) {
  const state = client.randomState()
  const nonce = client.randomNonce()
  const verifier = client.randomPKCECodeVerifier()
  ctx.session['attempt'] = { state, nonce, verifier }
  const location = client.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    state,
    nonce,
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  })
  ctx.redirect(location.href)
}

async function complete(ctx) {
  const { state, nonce, verifier } = ctx.session['attempt']
  const tokens = await client.authorizationCodeGrant(config, new URL(ctx.originalUrl, origin), {
    expectedState: state,
    expectedNonce: nonce,
    pkceCodeVerifier: verifier,
  })
  const claims = await client.fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
  await ctx.session.regenerate()
  ctx.session['userId'] = saveUser(claims, JSON.stringify(tokens))
  ctx.status = 303
  ctx.redirect('/')
}
