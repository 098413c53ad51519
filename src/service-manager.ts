import { spawn } from 'node:child_process'
import { SettingsError } from './settings/settings-error.js'

type EnvironmentValues = Readonly<Record<string, string | undefined>>

/** The first inherited file descriptor (sd_listen_fds(3)). */
const FIRST_INHERITED = 3

/**
 * Tells systemd that the server is ready or stopping (sd_notify(3)), if systemd started it with `Type=notify`. Node has no
 * datagram sockets on paths, so `systemd-notify` sends the message; the unit needs `NotifyAccess=all` for that.
 * @param onError called when that fails; systemd then stops the server after its start timeout
 */
export function notifyServiceManager(
  state: 'ready' | 'stopping',
  env: EnvironmentValues,
  onError: (error: Error) => void,
): void {
  if (!env['NOTIFY_SOCKET']) return
  const child = spawn('systemd-notify', [`--${state}`], { env, stdio: 'ignore' })
  child.on('error', onError)
  child.on('exit', (status) => {
    if (status !== 0) onError(new Error(`systemd-notify ended with the exit status ${String(status)}`))
  })
}

/**
 * The listening socket that the parent process passed to this one (sd_listen_fds(3)), for example by a socket unit of
 * systemd; null if there is none.
 * @throws SettingsError when there are several
 */
export function inheritedSocket(env: EnvironmentValues, pid: number): number | null {
  if (env['LISTEN_PID'] !== String(pid)) return null
  const count = Number(env['LISTEN_FDS'] ?? 0)
  if (count > 1)
    throw new SettingsError([`LISTEN_FDS is ${count}. Pass one socket, on which the server listens.`])
  return count === 1 ? FIRST_INHERITED : null
}
