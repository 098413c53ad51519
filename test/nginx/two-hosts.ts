import type { Op } from '../support/provider/index.js'
import { freePort } from '../support/free-port.js'
import { backendAt, type Site, startSite } from '../support/site.js'
import { type Application, startApplication } from './application.js'
import { configurationsIn, startNginx } from './nginx.js'

/** An application of one host and Portcullis of another, behind the nginx of the documents. */
export interface TwoHosts {
  readonly application: Application
  /** Origins, as browsers see them. */
  readonly app: string
  readonly login: string
  site(): Site
  /** Stops Portcullis alone. */
  stop(): Promise<void>
  /** Starts it again, on the same database and address. */
  restart(): Promise<void>
  close(): Promise<void>
}

export interface TwoHostsOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly now?: () => Date
  /** What stands in identity.conf besides. */
  readonly identity?: string
}

/** The hosts of docs/forward-auth-applications.md, beside `app`. */
const FURTHER_HOSTS = ['grafana', 'gitea', 'cloud']
/** Where the applications of both documents are; here all of them are one. */
const APPLICATIONS = ['10.0.0.21:8080', '10.0.0.31:3000', '10.0.0.32:3000', '10.0.0.33:8080']

export async function startTwoHosts(op: Op, more: TwoHostsOptions = {}): Promise<TwoHosts> {
  const application = await startApplication()
  const [port, sitePort] = [await freePort(), await freePort()]
  const app = `http://app.example.com:${port}`
  const login = `http://login.example.com:${port}`
  op.redirectUris = [`${login}/complete/acme`]
  op.postLogoutRedirectUris = [`${login}/logged-out`]
  const siteOptions = {
    database: 'sqlite',
    env: {
      ALLOW_INSECURE_ISSUERS: 'true',
      PORT: String(sitePort),
      BASE_URL: login,
      SESSION_COOKIE_DOMAIN: 'example.com',
      ALLOWED_REDIRECT_ORIGINS: [
        app,
        ...FURTHER_HOSTS.map((host) => `http://${host}.example.com:${port}`),
      ].join(),
      TRUST_PROXY: '127.0.0.1',
      ...more.env,
    },
    ...(more.now ? { now: more.now } : {}),
    backends: { acme: backendAt(op, { trustEmail: true, extraClaims: ['groups'] }) },
  } as const
  let site = await startSite(siteOptions)
  const { databaseUrl } = site
  const { deployment = '' } = configurationsIn('deployment.md')
  const files = {
    ...configurationsIn('forward-auth.md'),
    ...configurationsIn('forward-auth-applications.md'),
  }
  delete files['conf.d/one-host.conf']
  const identity = `${files['portcullis/identity.conf'] ?? ''}${more.identity ?? ''}`
  const nginx = await startNginx(
    { ...files, 'portcullis/identity.conf': identity, 'conf.d/login.conf': deployment },
    port,
    [
      ['10.0.0.11:3000', `127.0.0.1:${sitePort}`],
      ['server 10.0.0.12:3000 max_fails=0;', ''],
      ['portcullis/gate.conf;', 'portcullis/gate.conf; include /etc/nginx/portcullis/staff.conf;'],
      ...APPLICATIONS.map((address): [string, string] => [address, `127.0.0.1:${application.port}`]),
    ],
  )
  return {
    application,
    app,
    login,
    site: () => site,
    stop: () => site.close(),
    restart: async () => {
      site = await startSite({ ...siteOptions, databaseUrl })
    },
    close: async () => {
      await nginx.close()
      await site.close()
      await application.close()
    },
  }
}
