import { fileURLToPath } from 'node:url'
import {
  createViews,
  type AccountPage,
  type Page,
  type SignInView,
  type UserView,
} from '../../src/pages/render.js'
import { toTiles } from '../../src/routes/admin/trends.js'
import type { DayCounts } from '../../src/store/daily-counts.js'
import { Locales } from '../../src/locales/locales.js'
import type { BackendSummary } from '../../src/backends/backend.js'

const folder = fileURLToPath(new URL('../..', import.meta.url))
const locales = new Locales()
const views = createViews({ folder, basePath: '/auth', production: false, locales })
const render = (page: Page) => views.render(page, { translator: locales.default, path: null })

const google: BackendSummary = { name: 'google', label: 'Google', icon: 'google' }
const demo: BackendSummary = { name: 'demo', label: 'Demo ID', icon: 'portcullis' }
const company: BackendSummary = { name: 'company', label: 'The Company', icon: 'no-such-brand' }
const plain: BackendSummary = { name: 'plain', label: 'Plain', icon: null }

const OVERRIDE = '\u202E'
const HOSTILE = [
  '<svg onload=alert(1)>',
  '"><script>alert(1)</script>',
  "' onfocus='alert(1)' autofocus='",
  '{{ page.constructor }}{% include "layout.njk" %}',
  '</title><img src=x onerror=alert(1)>',
  '\\" onx=1 \\',
  `moc.elpmaxe@${OVERRIDE}ada\u0000\n`,
]

/** The pages of a paused sign-in. */
function continuePages(text: string, address: string, backend: BackendSummary): readonly Page[] {
  const user = { name: text, picture: address }
  const error = { text, reference: text }
  const frame = { user: null, backend, label: text, token: text, proof: text, error }
  const sent = { address: text, flowToken: text, code: text, proof: text }
  const link = { name: 'continue-email-link', user, backend, label: text, ...sent } as const
  return [
    { name: 'continue-email', ...frame, email: text },
    { name: 'continue-code', ...frame, address: text, sent: true },
    { name: 'continue-code', ...frame, address: text, sent: false, error: null },
    { name: 'continue-terms', ...frame, terms: { url: address, version: text } },
    { name: 'continue-confirmation', ...frame, question: { key: 'own', title: text, text, button: text } },
    {
      name: 'continue-form',
      ...frame,
      question: {
        title: text,
        text,
        button: text,
        problem: text,
        fields: [
          {
            name: 'a',
            problem: text,
            field: { type: 'text', label: text, hint: text, value: text, maxLength: 9, autocomplete: 'name' },
          },
          { name: 'b', problem: text, field: { type: 'textarea', label: text, value: text, maxLength: 9 } },
          {
            name: 'c',
            problem: null,
            field: { type: 'select', label: text, value: text, options: [{ value: text, label: text }] },
          },
          {
            name: 'd',
            problem: null,
            field: { type: 'radio', label: text, hint: text, options: [{ value: text, label: text }] },
          },
          { name: 'e', problem: null, field: { type: 'checkbox', label: text, value: true } },
        ],
      },
    },
    {
      name: 'continue-proof',
      ...frame,
      address: text,
      backends: [backend],
      hasPasswordLogin: true,
      returnTo: text,
    },
    {
      name: 'continue-connect',
      ...frame,
      user,
      address: text,
      isOwner: false,
      csrf: text,
      returnTo: text,
      account: { username: text, email: text },
    },
    { ...link, otherBrowser: { program: text, address: text, startedAgo: text } },
    { ...link, otherBrowser: null },
    { name: 'continue-discarded', user, backend },
  ]
}

/** Every page, with each foreign text in it being `text` and each foreign address `address`. */
function pagesSaying(text: string, address: string): readonly Page[] {
  const user = { name: text, picture: address }
  const error = { text, reference: text }
  const moment = new Date('2025-11-23T09:43:00Z')
  const signInLine: SignInView = {
    at: moment,
    reference: text,
    title: text,
    ok: false,
    backend: text,
    code: text,
    error: text,
    user: { id: text, username: text },
    browser: text,
    errorTitle: text,
    errorLanguage: null,
  }
  const listed: UserView = {
    createdAt: moment,
    id: text,
    username: text,
    name: text,
    email: text,
    emailVerified: false,
    active: true,
    admin: false,
  }
  const backend: BackendSummary = { name: text, label: text, icon: text }
  return [
    ...[null, text].map((administrator) => ({
      name: 'setup' as const,
      user: null,
      username: text,
      personName: text,
      administrator,
      hasPasswordLogin: true,
      error,
    })),
    {
      name: 'login',
      user: null,
      backends: [google, demo, company, plain, backend],
      moreBackends: [backend],
      lastUsed: text,
      isShared: true,
      reason: 'device',
      next: text,
      isReauthentication: false,
      needsSetup: true,
      password: null,
    },
    {
      name: 'login',
      user,
      backends: [backend],
      moreBackends: [],
      lastUsed: 'password',
      isShared: false,
      reason: 'administration',
      next: text,
      isReauthentication: false,
      needsSetup: false,
      password: { username: text, error, reset: true, register: true },
    },
    {
      name: 'login',
      user,
      backends: [],
      moreBackends: [],
      lastUsed: null,
      reason: null,
      isShared: false,
      next: '',
      isReauthentication: true,
      needsSetup: false,
      password: { username: text, error, reset: true, register: true },
      notice: { text, kind: 'done' },
    },
    {
      name: 'account-profile',
      user,
      csrf: text,
      isRecent: true,
      editable: ['name', 'picture', 'username'],
      fields: {
        name: { value: text, provided: { value: text } },
        picture: { value: text, provided: { value: null } },
      },
      username: { current: text, value: text, isFinal: false },
      error: { form: 'username', shown: error },
    },
    {
      name: 'account-profile',
      user,
      csrf: text,
      isRecent: false,
      editable: ['name', 'picture', 'username'],
      fields: { name: { value: text, provided: null }, picture: { value: text, provided: null } },
      username: { current: text, value: text, isFinal: true },
      error: { form: 'profile', shown: error },
    },
    {
      name: 'account-question',
      user,
      csrf: text,
      isRecent: true,
      question: { kind: 'disconnect', account: { backend, label: text, idEnd: text }, id: text },
    },
    {
      name: 'account-question',
      user,
      csrf: text,
      isRecent: false,
      question: { kind: 'sign-out-everywhere' },
    },
    { name: 'register', user: null, email: text, personName: text, next: text, error },
    { name: 'register-confirm', user: null, address: text, flowToken: text, error },
    {
      name: 'admin/overview',
      user,
      section: 'overview',
      csrf: text,
      notice: { text, kind: 'done' },
      tiles: [
        {
          label: text,
          value: text,
          note: text,
          href: '/admin',
          sparkline: { month: '0,1 4,2', week: '4,2' },
        },
        { label: text, value: null, note: text, href: '/admin', sparkline: null },
      ],
      providers: [{ label: text, ok: 3, failed: 1, okShare: 75, href: '/admin' }],
      outcomes: [{ backend: text, title: text, count: 1, href: '/admin' }],
      ownMistakes: [{ backend: null, title: text, count: 1, href: '/admin' }],
      attention: [{ text, href: '/admin' }],
      areOlderUnread: false,
      failures: [signInLine],
      setupSteps: [{ name: 'test', isDone: false, href: '/admin' }],
    },
    {
      name: 'admin/users',
      isIncomplete: false,
      user,
      section: 'users',
      csrf: text,
      notice: null,
      filter: { text, group: 'disabled' },
      groups: ['administrators', 'disabled', 'without-account'],
      filterQuery: 'q=a',
      isFirstPage: false,
      nextPageQuery: 'after=a',
      users: [listed, { ...listed, active: false, admin: true }],
    },
    { name: 'invitation', user, username: text },
    ...(['ok', 'warning', 'failure'] as const).map((level) => ({
      name: 'admin/doctor' as const,
      user,
      section: 'doctor' as const,
      csrf: text,
      notice: null,
      run: {
        at: moment,
        failures: 1,
        warnings: 2,
        findings: [{ label: text, level, code: text, message: text, advice: text }],
      },
    })),
    { name: 'admin/doctor', user, section: 'doctor', csrf: text, notice: null, run: null },
    ...[null, error].map((shown) => ({
      name: 'admin/user-new' as const,
      user,
      section: 'users' as const,
      csrf: text,
      notice: null,
      entered: { username: text, personName: text, email: text, language: text },
      languages: [text, 'fr'].map((each) => ({ locale: each, label: each })),
      canSendMail: shown === null,
      roles: [{ name: text, isChosen: true }],
      isRecent: shown !== null,
      error: shown,
    })),
    ...[null, error].map((shown) => ({
      name: 'admin/user-edit' as const,
      user,
      section: 'users' as const,
      csrf: text,
      notice: null,
      person: { id: text, username: text },
      entered: { username: text, personName: text },
      formerUsername: shown && text,
      fields: [{ name: text, value: text }],
      isRecent: shown !== null,
      error: shown,
    })),
    {
      name: 'admin/user-link',
      user,
      section: 'users',
      csrf: text,
      notice: null,
      person: { id: text, username: text },
      link: text,
      days: 7,
    },
    ...[null, error].map((shown) => ({
      name: 'admin/user-merge' as const,
      user,
      section: 'users' as const,
      csrf: text,
      notice: null,
      person: { id: text, username: text },
      into: text,
      isRecent: shown !== null,
      error: shown,
      plan: {
        into: { id: text, username: text, name: text },
        accounts: [
          { label: text, backend },
          { label: null, backend },
        ],
        hasPassword: true,
        freedEmail: text,
        losesAdmin: true,
      },
    })),
    ...[null, error].map((shown) => ({
      name: 'admin/question' as const,
      user,
      section: 'users' as const,
      csrf: text,
      kind: 'delete' as const,
      notice: { text, kind: 'done', undo: { action: address, fields: { [text]: text } } } as const,
      target: text,
      part: text,
      confirmation: text,
      action: address,
      back: address,
      path: text,
      fields: { [text]: text },
      isRecent: shown !== null,
      error: shown,
    })),
    {
      name: 'admin/user',
      user,
      section: 'users',
      csrf: text,
      notice: null,
      isSelf: false,
      language: text,
      isListedAdmin: true,
      roles: [
        { name: text, isKnown: true, isFromSignIn: true, isFromAdmin: true },
        { name: 'old', isKnown: false, isFromSignIn: true, isFromAdmin: false },
      ],
      fields: [{ label: text, value: text }],
      provenEmail: text,
      merge: { into: text, intoId: text, until: moment },
      invitation: 'email',
      canSendReset: true,
      person: { ...listed, createdAt: moment },
      accounts: [
        {
          id: text,
          backend,
          label: text,
          idEnd: text,
          lastLoginAt: moment,
          canDisconnect: true,
          mustReconnect: false,
          canMove: true,
        },
      ],
      sessions: [
        {
          id: text,
          current: false,
          kind: 'device',
          label: text,
          browser: text,
          address: text,
          createdAt: moment,
          lastSeenAt: moment,
          backend: text,
        },
      ],
      canListSessions: true,
      signIns: [signInLine],
    },
    {
      name: 'admin/sign-ins',
      isIncomplete: false,
      user,
      section: 'sign-ins',
      csrf: text,
      notice: null,
      searchTerm: text,
      isReference: false,
      signIns: [signInLine],
      attempts: [{ at: moment, reference: text, backend: text, isOverdue: true }],
      filter: {
        from: '2026-11-01',
        to: '',
        result: 'ok',
        backend: text,
        user: text,
        code: text,
        browser: '',
      },
      browsers: [text],
      newerQuery: 'after=1',
      olderQuery: 'before=1',
      exportQuery: 'code=a',
      backends: [{ name: text, label: text }],
    },
    {
      name: 'admin/settings',
      user,
      section: 'settings',
      csrf: text,
      notice: null,
      settings: [
        { name: text, source: 'environment', value: text },
        { name: text, source: 'file', value: null },
        { name: text, source: 'default', value: null },
      ],
    },
    {
      name: 'admin/trace',
      user,
      section: 'sign-ins',
      csrf: text,
      notice: null,
      usernames: { [text]: text },
      trace: {
        reference: text,
        attempt: { title: text, text, at: moment, backend: text },
        entries: [
          {
            at: moment,
            title: text,
            ok: false,
            backend: text,
            userId: text,
            code: text,
            meaning: text,
            remedy: text,
            error: text,
            errorLanguage: 'en',
            facts: [[text, text]],
            steps: [{ step: text, because: text, ms: 1, ended: 'refused' }],
            calls: [{ text, ms: 1200, ok: false }],
          },
        ],
      },
    },
    {
      name: 'admin/events',
      user,
      section: 'events',
      csrf: text,
      notice: null,
      newerQuery: 'after=1',
      olderQuery: 'before=1',
      isIncomplete: false,
      exportQuery: '',
      filter: { from: '', to: '2026-11-28', backend: text, actor: text },
      events: [
        {
          at: moment,
          actor: text,
          actorId: text,
          kind: text,
          action: 'adminAction.user.merged',
          userId: text,
          target: text,
          detail: text,
        },
      ],
    },
    { name: 'demo-logout', action: address, xsrf: text },
    { name: 'logged-out', user: null, provider: { label: text, ended: true } },
    { name: 'logged-out', user: null, provider: { label: text, ended: false } },
    { name: 'logged-out', user, provider: null },
    { name: 'logged-out', user: null, provider: null },
    ...providerPages(text, address),
    { name: 'forgot', user: null, email: text, error },
    ...[null, text].map(
      (code) => ({ name: 'reset', user: null, address: text, flowToken: text, code, error }) as const,
    ),
    { name: 'email', user, currentEmail: text, email: text, canChange: true, csrf: text, error },
    { name: 'email', user, currentEmail: null, email: text, canChange: false, csrf: text, error: null },
    { name: 'email-confirm', user, csrf: text, address: text, flowToken: text, error: null },
    { name: 'password', user, username: text, hasPassword: true, canChange: true, csrf: text, error },
    { name: 'password', user, username: text, hasPassword: false, canChange: false, csrf: text, error: null },
    {
      name: 'account',
      user: { ...user, username: text, email: text, emailVerified: false, admin: true },
      accounts: [
        {
          id: text,
          backend,
          label: text,
          idEnd: text,
          lastLoginAt: moment,
          mustReconnect: true,
          canDisconnect: true,
        },
        {
          id: 'second',
          backend: google,
          label: null,
          idEnd: text,
          lastLoginAt: moment,
          mustReconnect: false,
          canDisconnect: false,
        },
      ],
      connectable: [{ ...backend, isConnected: true }],
      canEditProfile: true,
      canChangeEmail: true,
      getsSignInMails: true,
      hasPassword: true,
      canListSessions: true,
      sessions: (['browser', 'device', 'bearer'] as const).map((kind) => ({
        id: text,
        current: kind === 'browser',
        kind,
        label: text,
        browser: text,
        address: text,
        createdAt: moment,
        lastSeenAt: moment,
        backend: text,
      })),
      isRecent: false,
      csrf: text,
      notice: { text, kind: 'done' },
    },
    {
      name: 'error',
      status: 400,
      code: text,
      title: text,
      message: text,
      providerMessage: text,
      advice: text,
      reference: text,
      linksTrace: true,
      retryLink: { href: address, label: text },
      link: { href: address, label: text },
      user,
    },
    ...continuePages(text, address, backend),
    { name: 'silent-end', isSignedIn: true },
    { name: 'silent-end', isSignedIn: false },
    {
      name: 'account-delete',
      user: { ...user, username: text },
      providers: [text],
      isRecent: true,
      csrf: text,
    },
    { name: 'account-delete', user: { ...user, username: text }, providers: [], isRecent: false, csrf: text },
    { name: 'device', user },
    {
      name: 'device-confirm',
      user: { ...user, username: text },
      code: 'WDJB-MJHT',
      device: {
        name: text,
        clientId: text,
        program: text,
        address: text,
        sameNetwork: false,
        requestedAgo: '2 minutes ago',
      },
      isRecent: false,
      csrf: text,
    },
    { name: 'device-decided', user, isApproved: true, device: text },
    { name: 'device-decided', user, isApproved: false, device: text },
    {
      name: 'account-picker',
      uid: text,
      clientLabel: text,
      action: '/demo/choose',
      users: [{ sub: text, name: text, email: text, note: text }],
    },
  ]
}

/** The pages for providers. */
function providerPages(text: string, address: string): readonly Page[] {
  const user = { name: text, picture: address }
  const frame = { user, section: 'providers', csrf: text, notice: { text, kind: 'done' } } as const
  const backend: BackendSummary = { name: text, label: text, icon: text }
  const error = { text, reference: text }
  const moment = new Date('2025-11-23T09:43:00Z')
  const preset = { name: text, label: text, icon: text }
  const fieldsOf = (place: string) =>
    (['text', 'secret', 'secret-json', 'list', 'json', 'yes', 'choice'] as const).map((type) => ({
      name: `${place}-${type}`,
      type,
      options: [[text, text]] as const,
      label: text,
      help: text,
      value: text,
      defaultValue: text,
      required: true,
      error: text,
    }))
  const [nameField = null, issuer = null, labelField] = fieldsOf('own')
  if (labelField === undefined) return []
  const urls = [{ label: text, help: text, value: text, prefix: text }]
  const line = { label: text, value: text }
  const states = [
    'built-in',
    'settings',
    'enabled',
    'disabled',
    'draft',
    'failed',
    'tested',
    'broken',
    'hidden',
  ] as const
  const form = {
    name: 'admin/provider-form',
    ...frame,
    heading: text,
    preset: text,
    parameters: fieldsOf('parameter'),
    main: fieldsOf('main'),
    advanced: fieldsOf('advanced'),
    advancedOpen: true,
    discovered: [line],
    quirks: [text],
    urls,
    revision: 1,
    from: 1,
    error,
    kind: 'oauth2' as const,
    endpoints: fieldsOf('endpoint'),
    issuer,
    nameField,
    labelField,
    canChange: true,
  } as const
  const shown = {
    name: 'admin/provider',
    ...frame,
    provider: backend,
    errors: [text],
    warning: text,
    revision: 3,
    quirks: [text],
    urls,
    facts: [line],
    loginUrl: 'https://login.example/login/acme',
    versions: [true, false].map((isInUse, index) => ({
      version: index + 1,
      createdAt: moment,
      createdBy: text,
      isInUse,
      canEnable: !isInUse,
      testedAt: isInUse ? moment : null,
      hasFailed: !isInUse,
      canDiscard: !isInUse,
    })),
    mark: null,
    markError: error,
    lostTest: { at: moment, reference: text, redirectUri: text },
  } as const
  const report = {
    version: 2,
    at: moment,
    by: text,
    reference: text,
    passed: false,
    outcome: text,
    advice: text,
    code: text,
    detail: text,
    detailLanguage: null,
    claims: [{ name: text, value: text, from: 'ID Token' as const }],
    steps: [{ step: text, because: text }],
    writes: [{ what: text, fields: [line, line] }],
  }
  return [
    {
      name: 'admin/providers',
      ...frame,
      providers: states.map((state) => ({ ...backend, state, note: text, version: 1, changedAt: moment })),
      filter: { text, state: 'draft' },
      states,
      filterQuery: 'q=a',
      isFirstPage: false,
      nextPageQuery: text,
      hasConfigured: true,
    },
    {
      name: 'admin/providers',
      ...frame,
      providers: [],
      nextPageQuery: null,
      hasConfigured: false,
      filter: { text: '', state: '' },
      states,
      filterQuery: '',
      isFirstPage: true,
    },
    {
      name: 'admin/provider-configured',
      ...frame,
      provider: backend,
      state: 'settings',
      urls,
      accounts: 1,
      loginUrl: text,
      report: { ...report, version: null },
      lostTest: null,
    },
    {
      name: 'admin/provider-new',
      ...frame,
      preset: null,
      parameters: [],
      presets: [preset],
      issuer: text,
      error,
      canChange: true,
    },
    {
      name: 'admin/provider-new',
      ...frame,
      preset,
      parameters: fieldsOf('parameter'),
      presets: [],
      issuer: text,
      error,
      canChange: true,
    },
    {
      name: 'admin/provider-new',
      ...frame,
      preset,
      parameters: fieldsOf('parameter'),
      presets: [],
      issuer: text,
      error: null,
      canChange: false,
    },
    { ...form, provider: null },
    { ...form, provider: text, nameField: null },
    { ...form, provider: text, canChange: false },
    { ...shown, state: 'draft', version: 2, isTested: false, activeVersion: null, report: null, accounts: 0 },
    { ...shown, state: 'enabled', version: 2, isTested: true, activeVersion: 2, report: null, accounts: 1 },
    { ...shown, state: 'tested', version: 2, isTested: true, activeVersion: null, report, accounts: 2 },
  ]
}

const friendly = pagesSaying('Ada Lovelace', 'https://pictures.example/ada.png')

describe('every page', () => {
  it.each(friendly.map((page) => [page.name, page] as const))(
    '%s is one complete document',
    (_name, page) => {
      const html = render(page)
      expect(html).toMatch(/^\s*<!doctype html>\s*<html lang="en" dir="ltr">/)
      expect(html).toMatch(/<title>[^<]+<\/title>/)
      expect(html.match(/<h1[ >]/g)).toHaveLength(1)
      expect(html.match(/<main id="main"/g)).toHaveLength(1)
      expect(html).toContain('<a class="skip" href="#main">')
    },
  )

  it('needs no inline style or script', () => {
    for (const page of friendly) {
      for (const tag of tagsOf(render(page))) {
        expect(tag).not.toMatch(/\sstyle=|\son\w+=|^<(?:script(?! src="\/auth\/assets\/)|style)/i)
      }
    }
  })

  it('gives each form that changes something the token of the session', () => {
    for (const page of friendly.filter(({ name }) =>
      /^(?:account|account-delete|account-question|password|device-confirm|admin\/.*)$/.test(name),
    )) {
      const html = render(page)
      const forms = html.match(/<form method="post"[^]*?<\/form>/g) ?? []
      for (const form of forms)
        expect(form).toContain('<input type="hidden" name="_csrf" value="Ada Lovelace">')
    }
  })

  it('uses no id twice', () => {
    for (const page of friendly) {
      const ids = render(page).match(/ id="[^"]*"/g) ?? []
      expect(new Set(ids).size).toBe(ids.length)
    }
  })
})

describe('foreign text', () => {
  it.each(HOSTILE)('stays text: %j', (text) => {
    // The same pages with harmless words have the same tags, so nothing in the text became one, or a part of one.
    const shape = (page: Page): readonly string[] =>
      tagsOf(render(page)).map((tag) => tag.replace(/"[^"]*"/g, '""'))
    pagesSaying(text, 'https://pictures.example/').forEach((page, index) => {
      const counterpart = pagesSaying('Ada', 'https://pictures.example/')[index]
      if (counterpart === undefined) throw new Error('The two lists of pages differ')
      expect(shape(page)).toEqual(shape(counterpart))
    })
  })

  it('cannot change the direction of the text around it', () => {
    const html = render({ ...accountPage, user: { ...person, name: `${OVERRIDE}adA` } })
    expect(html).toContain('<h1><bdi>adA</bdi></h1>')
    expect(html).not.toContain(OVERRIDE)
  })

  it('keeps spaces at which no line may break', () => {
    const html = render({ ...accountPage, user: { ...person, name: 'Dr.\u00a0Ada  \n Byron\u202f!' } })
    expect(html).toContain('<h1><bdi>Dr.\u00a0Ada Byron\u202f!</bdi></h1>')
  })
})

describe('foreign addresses', () => {
  it.each([
    'javascript:alert(1)',
    ' javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    '//evil.example',
    '/\\evil',
  ])('are not linked or fetched: %j', (address) => {
    for (const page of pagesSaying('Ada', address)) {
      const html = render(page)
      expect(html).not.toContain('<img')
      expect(html).not.toContain(address.trim())
    }
  })

  it.each(['/\t/evil.example', '/a\\b', 'relative', ''])(
    'are not linked when a browser may misread them: %j',
    (href) => {
      expect(render({ ...errorPage, retryLink: { href, label: 'Start again' } })).not.toContain('Start again')
    },
  )

  it('are linked when they are paths of ours or lead to the web', () => {
    for (const href of ['/auth/login', 'https://gate.example/']) {
      expect(render({ ...errorPage, retryLink: { href, label: 'Go' } })).toContain(`href="${href}">Go</a>`)
    }
  })

  it('are fetched only with https, and without telling where from', () => {
    const find = (pages: readonly Page[]) => pages.find(({ name }) => name === 'account')
    const home = find(pagesSaying('Ada', 'http://pictures.example/ada.png'))
    const secure = find(friendly)
    if (home === undefined || secure === undefined) throw new Error('There is no such page')
    expect(render(home)).not.toContain('<img')
    expect(render(secure)).toMatch(/<img src="https:[^>]*referrerpolicy="no-referrer"/)
  })
})

describe('the login page', () => {
  it('links each backend and keeps the page that the visitor wanted', () => {
    const html = render({
      name: 'login',
      user: null,
      backends: [google],
      moreBackends: [],
      lastUsed: null,
      reason: null,
      isShared: false,
      next: '/a?b=c&d=/e',
      isReauthentication: false,
      needsSetup: false,
      password: null,
    })
    expect(html).toContain('href="/auth/login/google?next=%2Fa%3Fb%3Dc%26d%3D%2Fe"')
    expect(html).toContain('Sign in with Google')
  })
})

describe('the account page', () => {
  it('offers to disconnect every account except the only login method', () => {
    expect(render(accountPage)).toContain('action="/auth/disconnect/google/a1"')
    const only = {
      ...accountPage,
      accounts: accountPage.accounts.map((line) => ({ ...line, canDisconnect: false })),
    }
    expect(render(only)).not.toContain('/auth/disconnect/')
    expect(render(only)).toContain('This is your only sign-in method')
  })

  it('offers to connect again an account that its provider has ended, and nothing else', () => {
    expect(render(accountPage)).not.toContain('Reconnect')
    const ended = {
      ...accountPage,
      accounts: accountPage.accounts.map((line) => ({ ...line, mustReconnect: true })),
    }
    expect(render(ended)).toContain('Reconnect')
    expect(render(ended)).toContain('action="/auth/connect/google"')
  })

  it('offers to connect another and to sign out', () => {
    const html = render(accountPage)
    expect(html).toContain('action="/auth/connect/demo"')
    expect(html).toContain('action="/auth/logout"')
  })

  it('describes each session, and offers to end all but this one', () => {
    const line = {
      browser: 'Firefox on Linux',
      address: '192.0.2.1',
      backend: 'Google',
      createdAt: new Date(0),
      lastSeenAt: new Date(0),
      label: null,
    }
    const html = render({
      ...accountPage,
      sessions: [
        { ...line, id: 's1', current: true, kind: 'browser' },
        { ...line, id: 's2', current: false, kind: 'device', label: 'Kitchen radio' },
        { ...line, id: 's3', current: false, kind: 'device' },
        { ...line, id: 's4', current: false, kind: 'bearer', browser: 'curl' },
      ],
    })
    const said = html.replace(/<[^>]*>/g, '').replace(/\s+/g, ' ')
    expect(said).toContain('Firefox on Linux this browser')
    expect(said).toContain('Device: Kitchen radio')
    expect(said).toContain('Unnamed device')
    expect(said).toContain('App: curl')
    const ends = [...html.matchAll(/action="\/auth\/sessions\/([^"]+)"/g)].map(([, path]) => path)
    expect(ends).toEqual(['s2/end', 's3/end', 's4/end', 'end-others', 'end-all'])
  })

  it('does not offer to end other sessions where there are none', () => {
    expect(render(accountPage)).not.toContain('/sessions/end-others')
    expect(render(accountPage)).toContain('/sessions/end-all')
  })

  it('reports that other sessions cannot be listed, and still offers to end them all', () => {
    const html = render({ ...accountPage, canListSessions: false })
    expect(html).toContain('Sessions in other browsers and apps can’t be listed here.')
    expect(html).toContain('/sessions/end-others')
    expect(render(accountPage)).not.toContain('can’t be listed here')
  })

  it('shows times for people and for programs', () => {
    expect(render(accountPage)).toContain(
      '<time datetime="2025-11-23T09:43:00.000Z">23 Nov 2025, 09:43 UTC</time>',
    )
  })
})

describe('the overview of administrators', () => {
  const overview = (days: readonly DayCounts[] | null): string => {
    const tiles = toTiles({ site: { basePath: '' } }, locales.default, { users: 12, sessions: 34, days })
    const lists = {
      providers: days && [],
      outcomes: days && [],
      ownMistakes: [],
      attention: [],
      failures: [],
    }
    const frame = { user: person, section: 'overview', csrf: 'token', notice: null } as const
    const page = { ...frame, ...lists, tiles, areOlderUnread: false, setupSteps: [] }
    return render({ name: 'admin/overview', ...page })
  }

  test('reports what is still being counted, and shows no number in its place', () => {
    const html = overview(null)
    expect(html.match(/<strong class="trend-value">[^<]*/g)?.map((each) => each.replace(/.*>/, ''))).toEqual([
      'counting',
      'counting',
      '12',
      '34',
    ])
    expect(html).not.toMatch(/in 7 days, |in 30 days/)
    expect(html.match(/still being counted/g)).toHaveLength(3)
    expect(html).toMatch(/Needs attention[^]*can’t tell yet whether sign-ins with a provider are failing/)
  })

  test('does not mention it when everything is counted', () => {
    const html = overview([{ start: new Date('2030-01-01'), signIns: [], newUsers: 5 }])
    expect(html).toContain('5 new in 7 days, 5 in 30 days')
    expect(html).not.toMatch(/counting|still being counted|Needs attention/)
  })
})

describe('the marks', () => {
  it('show an initial in a tile for a brand that is not known', () => {
    const markOf = (icon: string | null): string | undefined =>
      /<(svg|span) class="mark[^]*?<\/\1>/.exec(
        render({
          name: 'login',
          user: null,
          backends: [{ ...google, icon }],
          moreBackends: [],
          lastUsed: null,
          reason: null,
          isShared: false,
          next: '',
          isReauthentication: false,
          needsSetup: false,
          password: null,
        }).split('<main')[1] ?? '',
      )?.[0]
    expect(markOf('no-such-brand')).toBe(markOf(null))
    expect(markOf('__proto__')).toBe(markOf(null))
    expect(markOf('constructor')).toBe(markOf(null))
    expect(markOf('google')).not.toBe(markOf(null))
    expect(markOf(null)).toMatch(/^<span class="mark tile tile-[1-8]" aria-hidden="true">G<\/span>$/)
    expect(markOf('google')?.match(/fill="#\w+"/g)).toHaveLength(4)
    expect(markOf('microsoft')?.match(/fill="#\w+"/g)).toHaveLength(4)
    expect(markOf('github')).toContain('fill="currentColor"')
  })
})

describe('the static files', () => {
  it('are served under the address that the pages link', () => {
    const linked = [...render(errorPage).matchAll(/<link rel="[^>]*href="\/auth(\/assets\/[^"]+)"/g)]
    const types = linked.map(([, path = '']) => views.assets.get(path)?.type)
    expect(types).toEqual([
      'image/x-icon',
      'image/svg+xml',
      'image/png',
      'font/woff2',
      'text/css; charset=utf-8',
    ])
  })

  it('are found by nothing but that address', () => {
    for (const path of ['/assets/portcullis.css', '/assets/../package.json', '__proto__', '']) {
      expect(views.assets.get(path)).toBeUndefined()
    }
  })

  it('fetch nothing from elsewhere', () => {
    const css = views.assets.get(views.assets.path('portcullis.css'))?.body.toString()
    expect(css).not.toContain('@import')
    const linked = [...(css ?? '').matchAll(/url\(([^)]*)\)/g)].map(([, url = '']) => url)
    expect(linked.length).toBeGreaterThan(3)
    for (const url of linked) {
      expect(url).toMatch(/^"[a-z-]+\.[0-9a-f]{12}\.(?:svg|woff2)"$/)
      expect(views.assets.get(`/assets/${url.slice(1, -1)}`)).toBeDefined()
    }
  })

  it('weigh little: a first visit loads less than 90 KB besides the page', () => {
    const loaded = ['portcullis.css', 'inter-latin.woff2', 'icon-info.svg', 'favicon.svg', 'favicon.ico']
    const bytes = loaded.map((name) => views.assets.get(views.assets.path(name))?.body.length ?? Infinity)
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(90_000)
  })
})

const person: AccountPage['user'] = {
  name: 'Ada Lovelace',
  picture: null,
  username: 'ada',
  email: 'ada@example.org',
  emailVerified: true,
  admin: false,
}

const errorPage: Extract<Page, { name: 'error' }> = {
  name: 'error',
  status: 404,
  code: 'not_found',
  title: 'Page not found',
  message: 'There is no page at this address.',
  providerMessage: null,
  advice: 'Check the address, or go to the home page.',
  reference: null,
  linksTrace: false,
  retryLink: null,
  link: null,
  user: null,
}

const accountPage: AccountPage = {
  name: 'account',
  user: person,
  accounts: [
    {
      id: 'a1',
      backend: google,
      label: null,
      idEnd: null,
      lastLoginAt: new Date('2025-11-23T09:43:00Z'),
      mustReconnect: false,
      canDisconnect: true,
    },
  ],
  connectable: [{ ...demo, isConnected: true }],
  canEditProfile: true,
  canChangeEmail: false,
  getsSignInMails: null,
  hasPassword: null,
  canListSessions: true,
  sessions: [],
  isRecent: true,
  csrf: 'token',
  notice: null,
}

function tagsOf(html: string): readonly string[] {
  return html.match(/<[a-z!/](?:"[^"]*"|[^">])*>/gi) ?? []
}
