'use strict'

/*
 * The live page: shows who is signed in, signs in and out without a reload, and follows sign-ins and sign-outs in other
 * tabs and browsers. The protocol is in docs/live.md. Everything foreign is shown as text.
 */
{
  const ENDED = 4001
  const REPLACED = 4002
  const LIMIT_REACHED = 4003
  const TOO_MANY_MESSAGES = 4008
  const CONNECT_TIMEOUT_MS = 10_000
  const PING_INTERVAL_MS = 60_000
  const MAX_RETRY_MS = 30_000
  /** Tells the other tabs of this browser that its cookie has changed. */
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('portcullis-live') : null

  const root = document.getElementById('live')
  if (root) followLive(root)
  else if (document.getElementById('live-done')) finishPopup()

  /** The pop-up window of a sign-in: notifies the live pages and closes itself. */
  function finishPopup() {
    tabs?.postMessage('changed')
    window.close()
  }

  function followLive(root) {
    const { socket: socketPath, state: statePath, ticket: ticketPath, logout: logoutPath } = root.dataset
    const { formatLocale } = root.dataset
    /** The texts of this page, in the language of the visitor (src/locales). */
    const texts = JSON.parse(root.dataset.texts)
    const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name])
    const element = (id) => document.getElementById(id)
    let socket = null
    /** Counts connections, so that late messages of an earlier one are ignored. */
    let connection = 0
    let retry = 0
    let timer = 0
    let shown = null
    let signingIn = false
    let signingOut = false
    let redeeming = false
    let used = false
    /** Why the session ended, if this page knows; shown once the visitor is signed out. */
    let signOutReason = null

    element('logout').addEventListener('submit', signOut)
    element('password')?.addEventListener('submit', signIn)
    root.addEventListener('click', openPopup)
    tabs?.addEventListener('message', () => {
      if (!redeeming && !signingIn) connect()
    })
    window.addEventListener('online', () => connect())
    window.addEventListener('offline', () => showOffline())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') refresh()
    })
    window.addEventListener('pagehide', () => disconnect())
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) connect()
    })
    for (const type of ['pointerdown', 'keydown']) {
      document.addEventListener(type, () => (used = true), { passive: true })
    }
    setInterval(keepAlive, PING_INTERVAL_MS)
    connect()

    /** Loads who is signed in, and opens a socket with that session, or as a visitor. */
    async function connect() {
      disconnect()
      const current = ++connection
      showStatus(texts.connecting, 'wait')
      const state = await fetchJson(statePath)
      if (current !== connection) return
      if (state === null) {
        retryLater(current)
        return
      }
      show(state)
      const url = new URL(socketPath, location.href)
      url.protocol = url.protocol.replace('http', 'ws')
      if (state.user === null) url.search = '?as=visitor'
      const opened = new WebSocket(url)
      socket = opened
      const timeout = setTimeout(() => opened.close(), CONNECT_TIMEOUT_MS)
      opened.addEventListener('message', (event) => {
        if (current !== connection) return
        clearTimeout(timeout)
        handleMessage(JSON.parse(event.data))
      })
      opened.addEventListener('close', (event) => {
        clearTimeout(timeout)
        if (current === connection) handleClose(current, event.code)
      })
    }

    function disconnect() {
      connection += 1
      clearTimeout(timer)
      socket?.close()
      socket = null
    }

    function handleMessage(message) {
      if (message.type === 'state') {
        retry = 0
        show(message)
        showStatus(message.user ? texts.liveSignedIn : texts.liveSignedOut, 'on')
      } else if (message.type === 'pong') {
        if (message.renewed) void fetchJson(statePath)
      } else if (message.type === 'ticket') void redeemTicket(message.ticket)
      else if (message.type === 'error') handleError(message)
    }

    function handleClose(current, code) {
      socket = null
      const wasSigningOut = signingOut
      signingOut = false
      if (redeeming) return
      if (signingIn) {
        signingIn = false
        enableForm(true)
        showFormError(texts.lost)
      }
      if (wasSigningOut) signOutReason = texts.signedOut
      else if (code === LIMIT_REACHED) signOutReason = texts.limit
      if (code === ENDED || code === REPLACED || code === LIMIT_REACHED) {
        if (wasSigningOut) tabs?.postMessage('changed')
        // A random delay, so that all pages whose session ended together do not reconnect in the same instant.
        timer = setTimeout(() => current === connection && connect(), Math.random() * 200)
      } else retryLater(current, code === TOO_MANY_MESSAGES ? MAX_RETRY_MS : 0)
    }

    /** Exponential backoff with jitter, so that pages that lost the same server do not return all at once. */
    function retryLater(current, atLeast = 0) {
      showOffline()
      const limit = Math.min(MAX_RETRY_MS, 500 * 2 ** retry)
      retry += 1
      timer = setTimeout(
        () => current === connection && connect(),
        Math.max(atLeast, limit * (0.5 + Math.random() / 2)),
      )
    }

    function showOffline() {
      showStatus(navigator.onLine ? texts.notConnected : texts.offline, 'off')
    }

    function refresh() {
      if (socket?.readyState !== WebSocket.OPEN) {
        void connect()
        return
      }
      // A sign-in may have happened on an ordinary page meanwhile.
      void fetchJson(statePath).then((state) => {
        if (state && shown && (state.user?.name !== shown.user?.name || state.expires !== shown.expires))
          connect()
      })
    }

    /** Only input on this page counts as use; an open page alone does not keep the session alive. */
    function keepAlive() {
      if (used && send({ type: 'ping' })) used = false
    }

    function signIn(event) {
      event.preventDefault()
      if (signingIn) return
      showFormError('')
      const message = {
        type: 'login',
        username: element('username').value,
        password: element('current-password').value,
      }
      if (!send(message)) {
        showFormError(texts.tryLater)
        return
      }
      signingIn = true
      enableForm(false)
    }

    function handleError({ detail, advice, reference }) {
      const text = fill(texts.error, { detail, advice, reference })
      if (!signingIn) {
        showNotice(text)
        return
      }
      signingIn = false
      enableForm(true)
      showFormError(text)
      element('current-password').value = ''
      element('current-password').focus()
      refresh()
    }

    /** Redeems the ticket with a request, since a socket cannot set a cookie. */
    async function redeemTicket(ticket) {
      redeeming = true
      try {
        const response = await fetch(ticketPath, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ticket }),
        })
        if (response.ok) {
          element('password')?.reset()
          showNotice('')
          tabs?.postMessage('changed')
        } else showFormError(texts.ticketRejected)
      } catch {
        showFormError(texts.lostBefore)
      }
      redeeming = false
      signingIn = false
      enableForm(true)
      void connect()
    }

    function openPopup(event) {
      const link = event.target instanceof Element ? event.target.closest('a[data-popup]') : null
      if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
      const left = Math.max(0, window.screenX + (window.outerWidth - 500) / 2)
      const top = Math.max(0, window.screenY + (window.outerHeight - 700) / 2)
      const popup = window.open(
        link.dataset.popup,
        'portcullis-sign-in',
        `popup,width=500,height=700,left=${left},top=${top}`,
      )
      // The pop-up was blocked: follow the link as usual; the sign-in then ends on this page.
      if (!popup) return
      event.preventDefault()
      popup.focus()
      showNotice(texts.popup)
    }

    async function signOut(event) {
      event.preventDefault()
      if (send({ type: 'logout' })) {
        signingOut = true
        return
      }
      try {
        const response = await fetch(logoutPath, { method: 'POST' })
        if (!response.ok) throw new Error('refused')
        signOutReason = texts.signedOut
        tabs?.postMessage('changed')
        void connect()
      } catch {
        showNotice(texts.stillSignedIn)
      }
    }

    function send(message) {
      if (socket?.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(message))
      return true
    }

    /** The JSON at this path, or null when it cannot be loaded now. */
    async function fetchJson(path) {
      try {
        const response = await fetch(path, { cache: 'no-store' })
        return response.ok ? await response.json() : null
      } catch {
        return null
      }
    }

    function show(state) {
      const before = shown
      shown = state
      const { user, expires } = state
      const focused = document.activeElement
      const focusIsLost =
        focused !== null && (user ? element('signed-out') : element('signed-in')).contains(focused)
      element('signed-in').hidden = user === null
      element('signed-out').hidden = user !== null
      if (user) {
        const name = plain(user.name)
        element('name').textContent = name
        element('initial').textContent = [...name][0]?.toUpperCase() ?? '?'
        showPicture(user.picture)
        element('until').dateTime = expires
        element('until').textContent = new Date(expires).toLocaleString(formatLocale, {
          dateStyle: 'medium',
          timeStyle: 'short',
        })
      }
      const form = element('password')
      if (form) {
        form.hidden = !state.password
        element('password-link').hidden = true
      }
      if (before === null) return
      if (before.user && !user) showNotice(signOutReason ?? texts.elsewhere)
      signOutReason = null
      if (focusIsLost) element(user ? 'who' : 'nobody').focus()
      if (user && !before.user) showNotice(texts.signedIn)
      else if (user && before.user && user.name !== before.user.name)
        showNotice(fill(texts.signedInAs, { name: plain(user.name) }))
    }

    function showPicture(address) {
      const picture = element('picture')
      const usable = address !== null && URL.canParse(address) && new URL(address).protocol === 'https:'
      if (usable) {
        if (picture.src !== address) picture.src = address
      } else picture.removeAttribute('src')
      picture.hidden = !usable
    }

    /** Foreign text without the characters that reverse or hide the text around them. */
    function plain(text) {
      return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, ' ').trim()
    }

    function showStatus(text, lamp) {
      element('lamp').dataset.lamp = lamp
      // Screen readers announce every change, so the text is set only when it differs.
      if (element('status').textContent !== text) element('status').textContent = text
    }

    function showNotice(text) {
      element('notice').textContent = text
      element('notice').hidden = text === ''
    }

    function showFormError(text) {
      if (!element('fault')) return
      element('fault').textContent = text
      element('fault').hidden = text === ''
    }

    function enableForm(enabled) {
      if (!element('submit')) return
      element('submit').disabled = !enabled
      element('submit').textContent = enabled ? texts.signIn : texts.signingIn
    }
  }
}
