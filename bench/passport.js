// What many would put together: Express, express-session, passport with the strategy of openid-client, and better-sqlite3
// with users, accounts and sessions in tables. PORT, ISSUER, FILE and MODULES (a folder with the packages) in the environment.
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import * as client from 'openid-client'
import { Strategy } from 'openid-client/passport'

const require = createRequire(join(process.env['MODULES'] ?? '', 'node_modules', 'index.js'))
const express = require('express')
const session = require('express-session')
const passport = require('passport')

const origin = `http://localhost:${process.env['PORT']}`
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

class Store extends session.Store {
  get(id, done) {
    const row = sql.getSession.get(id)
    done(null, row ? JSON.parse(row.data) : null)
  }
  set(id, data, done) {
    sql.setSession.run(id, JSON.stringify(data))
    done?.(null)
  }
  destroy(id, done) {
    sql.deleteSession.run(id)
    done?.(null)
  }
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

const verify = (tokens, done) => {
  client
    .fetchUserInfo(config, tokens.access_token, tokens.claims()?.sub ?? '')
    .then((claims) => done(null, { id: saveUser(claims, JSON.stringify(tokens)) }), done)
}
passport.use(
  'bench',
  new Strategy({ config, scope: 'openid email profile', callbackURL: `${origin}/complete/bench` }, verify),
)
passport.serializeUser((user, done) => done(null, user.id))
passport.deserializeUser((id, done) => done(null, sql.findUser.get(id) ?? false))

const app = express()
app.use(
  session({
    secret: 'a key for the benchmark that is long enough',
    resave: false,
    saveUninitialized: false,
    store: new Store(),
  }),
)
app.use(passport.session())
app.get('/login/bench', passport.authenticate('bench'))
app.get('/complete/bench', passport.authenticate('bench', { successRedirect: '/' }))
app.get('/me', (request, response) => response.json({ user: request.user ?? null }))
app.get('/healthz', (_request, response) => response.end('ok'))
app.listen(Number(process.env['PORT']))
