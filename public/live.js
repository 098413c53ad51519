'use strict'

/*
 * The live page: shows who is signed in, signs in and out without a reload, and follows what other tabs and other
 * browsers do. The protocol is in docs/live.md. Everything foreign is shown as text.
 */
{
  const ENDED = 4001
  const REPLACED = 4002
  const LIMIT_REACHED = 4003
  const TOO_MANY = 4008
  const CONNECT_PATIENCE_MS = 10_000
  const PING_EVERY_MS = 60_000
  const SLOWEST_RETRY_MS = 30_000
  /** Tabs of one browser tell each other when its cookie is another one. */
  const tabs = 'BroadcastChannel' in window ? new BroadcastChannel('portcullis-live') : null

  const root = document.getElementById('live')
  if (root) followLive(root)
  else if (document.getElementById('live-done')) finishPopup()

  /** The window that a sign-in was made in: tells the pages, and goes. */
  function finishPopup() {
    tabs?.postMessage('changed')
    window.close()
  }

  function followLive(root) {
    const { socket: socketPath, state: statePath, ticket: ticketPath, logout: logoutPath } = root.dataset
    const at = (id) => document.getElementById(id)
    let socket = null
    /** Counts connections, so that what an earlier one still says is not heard. */
    let turn = 0
    let retry = 0
    let timer = 0
    let shown = null
    let signingIn = false
    let signingOut = false
    let swapping = false
    let used = false
    /** What to say when nobody is signed in any more, if this page knows better than that it happened elsewhere. */
    let farewell = null

    at('logout').addEventListener('submit', signOut)
    at('password')?.addEventListener('submit', signIn)
    root.addEventListener('click', openPopup)
    tabs?.addEventListener('message', () => {
      if (!swapping && !signingIn) connect()
    })
    window.addEventListener('online', () => connect())
    window.addEventListener('offline', () => offline())
    document.addEventListener('visibilitychange', () => {
      if (document.visibilityState === 'visible') lookAgain()
    })
    window.addEventListener('pagehide', () => hangUp())
    window.addEventListener('pageshow', (event) => {
      if (event.persisted) connect()
    })
    for (const type of ['pointerdown', 'keydown']) {
      document.addEventListener(type, () => (used = true), { passive: true })
    }
    setInterval(keepAlive, PING_EVERY_MS)
    connect()

    /** Asks who is signed in, and opens a socket as that person, or as a visitor. */
    async function connect() {
      hangUp()
      const mine = ++turn
      say('Connecting…', 'wait')
      const state = await ask(statePath)
      if (mine !== turn) return
      if (state === null) {
        retryLater(mine)
        return
      }
      show(state)
      const url = new URL(socketPath, location.href)
      url.protocol = url.protocol.replace('http', 'ws')
      if (state.user === null) url.search = '?as=visitor'
      const opened = new WebSocket(url)
      socket = opened
      const patience = setTimeout(() => opened.close(), CONNECT_PATIENCE_MS)
      opened.addEventListener('message', (event) => {
        if (mine !== turn) return
        clearTimeout(patience)
        hear(JSON.parse(event.data))
      })
      opened.addEventListener('close', (event) => {
        clearTimeout(patience)
        if (mine === turn) closed(mine, event.code)
      })
    }

    function hangUp() {
      turn += 1
      clearTimeout(timer)
      socket?.close()
      socket = null
    }

    function hear(message) {
      if (message.type === 'state') {
        retry = 0
        show(message)
        say(
          message.user
            ? 'Live: this page notices when the session ends.'
            : 'Live: this page notices when you sign in.',
          'on',
        )
      } else if (message.type === 'pong') {
        if (message.renewed) void ask(statePath)
      } else if (message.type === 'ticket') void swap(message.ticket)
      else if (message.type === 'error') refused(message)
    }

    function closed(mine, code) {
      socket = null
      const asked = signingOut
      signingOut = false
      if (swapping) return
      if (signingIn) {
        signingIn = false
        enableForm(true)
        fault('The connection was lost. Please try again.')
      }
      if (asked) farewell = 'You have signed out.'
      else if (code === LIMIT_REACHED) farewell = 'Your session has reached its limit of time and has ended.'
      if (code === ENDED || code === REPLACED || code === LIMIT_REACHED) {
        if (asked) tabs?.postMessage('changed')
        // At once, but not in the same instant as everybody else whose session ended with this one.
        timer = setTimeout(() => mine === turn && connect(), Math.random() * 200)
      } else retryLater(mine, code === TOO_MANY ? SLOWEST_RETRY_MS : 0)
    }

    /** Waits longer each time, and never as long as everybody else who lost the same server. */
    function retryLater(mine, atLeast = 0) {
      offline()
      const longest = Math.min(SLOWEST_RETRY_MS, 500 * 2 ** retry)
      retry += 1
      timer = setTimeout(
        () => mine === turn && connect(),
        Math.max(atLeast, longest * (0.5 + Math.random() / 2)),
      )
    }

    function offline() {
      say(navigator.onLine ? 'Not connected. Trying again…' : 'Offline. Waiting for the network…', 'off')
    }

    function lookAgain() {
      if (socket?.readyState !== WebSocket.OPEN) {
        void connect()
        return
      }
      // Somebody may have signed in by an ordinary page meanwhile.
      void ask(statePath).then((state) => {
        if (state && shown && (state.user?.name !== shown.user?.name || state.expires !== shown.expires))
          connect()
      })
    }

    /** Only what somebody does here is use; an open page alone keeps no session alive. */
    function keepAlive() {
      if (used && send({ type: 'ping' })) used = false
    }

    function signIn(event) {
      event.preventDefault()
      if (signingIn) return
      fault('')
      const message = {
        type: 'login',
        username: at('username').value,
        password: at('current-password').value,
      }
      if (!send(message)) {
        fault('There is no connection at the moment. Please try again when this page is live.')
        return
      }
      signingIn = true
      enableForm(false)
    }

    function refused({ detail, advice, reference }) {
      const text = `${detail} ${advice} (Reference ${reference})`
      if (!signingIn) {
        note(text)
        return
      }
      signingIn = false
      enableForm(true)
      fault(text)
      at('current-password').value = ''
      at('current-password').focus()
      lookAgain()
    }

    /** A socket cannot set a cookie; this request can. */
    async function swap(ticket) {
      swapping = true
      try {
        const response = await fetch(ticketPath, {
          method: 'POST',
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ ticket }),
        })
        if (response.ok) {
          at('password')?.reset()
          note('')
          tabs?.postMessage('changed')
        } else fault((await response.json()).detail)
      } catch {
        fault('The connection was lost before the sign-in was complete. Please sign in again.')
      }
      swapping = false
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
      // A blocked window: the link then does what links do, and the sign-in ends on this page.
      if (!popup) return
      event.preventDefault()
      popup.focus()
      note('Please go on in the window that has opened.')
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
        farewell = 'You have signed out.'
        tabs?.postMessage('changed')
        void connect()
      } catch {
        note('There is no connection at the moment, so you are still signed in.')
      }
    }

    function send(message) {
      if (socket?.readyState !== WebSocket.OPEN) return false
      socket.send(JSON.stringify(message))
      return true
    }

    /** The JSON at this path, or null when it cannot be had now. */
    async function ask(path) {
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
      const focusIsLost = focused !== null && (user ? at('signed-out') : at('signed-in')).contains(focused)
      at('signed-in').hidden = user === null
      at('signed-out').hidden = user !== null
      if (user) {
        const name = plain(user.name)
        at('name').textContent = name
        at('initial').textContent = [...name][0]?.toUpperCase() ?? '?'
        showPicture(user.picture)
        at('until').dateTime = expires
        at('until').textContent = new Date(expires).toLocaleString('en-GB', {
          dateStyle: 'medium',
          timeStyle: 'short',
        })
      }
      const form = at('password')
      if (form) {
        form.hidden = !state.password
        at('password-link').hidden = true
      }
      if (before === null) return
      if (before.user && !user) note(farewell ?? 'You were signed out elsewhere.')
      farewell = null
      if (focusIsLost) at(user ? 'who' : 'nobody').focus()
      if (user && !before.user) note('You are signed in now.')
      else if (user && before.user && user.name !== before.user.name)
        note(`Now signed in as ${plain(user.name)}.`)
    }

    function showPicture(address) {
      const picture = at('picture')
      const usable = address !== null && URL.canParse(address) && new URL(address).protocol === 'https:'
      if (usable) {
        if (picture.src !== address) picture.src = address
      } else picture.removeAttribute('src')
      picture.hidden = !usable
    }

    /** Foreign text without what would turn or hide the text around it. */
    function plain(text) {
      return text.replace(/[\p{Cc}\u061C\u200B\u200E\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/gu, ' ').trim()
    }

    function say(text, lamp) {
      at('lamp').dataset.lamp = lamp
      // Screen readers read every change, so there is none without a reason.
      if (at('status').textContent !== text) at('status').textContent = text
    }

    function note(text) {
      at('notice').textContent = text
      at('notice').hidden = text === ''
    }

    function fault(text) {
      if (!at('fault')) return
      at('fault').textContent = text
      at('fault').hidden = text === ''
    }

    function enableForm(enabled) {
      if (!at('submit')) return
      at('submit').disabled = !enabled
      at('submit').textContent = enabled ? 'Sign in' : 'Signing in…'
    }
  }
}
